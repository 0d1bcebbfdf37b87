// Server and handset agreed on a version, and an answer should hold what that version has, in its order and
// its forms. A handset knows no tags of versions that came after it.
#include "client/checks/answer.h"
#include "client/checks/check.h"
#include "client/checks/sync/rounds.h"
#include "protocol/eas/item_elements.h"
#include "protocol/wbxml/code_pages.h"

#include <algorithm>
#include <fmt/format.h>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace easprobe::checks::sync {

namespace {

unsigned versions_of(eas::ProtocolVersion version)
{
    switch (version) {
    case eas::ProtocolVersion::V2_5:
        return wbxml::v2_5 | wbxml::legacy;
    case eas::ProtocolVersion::V12_0:
        return wbxml::v12_0;
    case eas::ProtocolVersion::V12_1:
        break;
    }
    return wbxml::v12_1;
}

/// Without it the handset has nothing to go by.
enum class Reading { Lossy, Impossible };

struct Oddity {
    std::string what;
    Reading reading = Reading::Lossy;
};

/// What is wrong in the answers, each once, in the order found.
class Reader {
  public:
    explicit Reader(eas::ProtocolVersion version) : version_(version), allowed_(versions_of(version)) {}

    void read(const pugi::xml_document& reply)
    {
        root_ = reply.document_element();
        tokens_.clear(); // Each answer says for itself what its prefixes stand for.
        walk(root_);
        for (const pugi::xml_node collection : root_.child("Collections").children("Collection"))
            read_collection(collection);
    }

    const std::vector<Oddity>& oddities() const { return oddities_; }

  private:
    void note(std::string oddity, Reading reading = Reading::Lossy)
    {
        if (noted_.insert(oddity).second)
            oddities_.push_back({std::move(oddity), reading});
    }

    /// The decoder bounds the depth.
    void walk(const pugi::xml_node& element)
    {
        read_element(element);
        for (const pugi::xml_node child : element.children())
            if (child.type() == pugi::node_element)
                walk(child);
    }

    void read_element(const pugi::xml_node& element)
    {
        const std::string_view name = element.name();
        if (name == "wbxml:unknown") {
            note(fmt::format("token {} of code page {}, which is in no table",
                             element.attribute("token").value(), element.attribute("page").value()));
            return;
        }
        const wbxml::Token* const token = token_of(name);
        if (token == nullptr)
            return;
        if ((token->versions & allowed_) == 0)
            note(fmt::format("{}, which {} does not have", token->qualified_tag, eas::to_string(version_)));
        read_value(element, *token);
    }

    /// An item's elements are the same few names again and again.
    const wbxml::Token* token_of(std::string_view name)
    {
        const auto known = tokens_.find(name);
        if (known != tokens_.end())
            return known->second;
        const auto colon = name.find(':');
        const bool qualified = colon != std::string_view::npos;
        const std::string space = qualified ? "xmlns:" + std::string(name.substr(0, colon)) : "xmlns";
        const auto page = wbxml::find_code_page(root_.attribute(space.c_str()).value());
        const wbxml::Token* const token =
            page ? wbxml::find_token(*page, qualified ? name.substr(colon + 1) : name) : nullptr;
        return tokens_.emplace(name, token).first->second;
    }

    /// One value of each element is shown, the first that is not what it should be.
    void read_value(const pugi::xml_node& element, const wbxml::Token& token)
    {
        const eas::ItemElement* const known = eas::find_item_element(token.page, token.tag);
        if (known == nullptr || misvalued_.contains(known))
            return;
        const std::string fault = eas::fault_of_value(*known, element.child_value());
        if (fault.empty())
            return;
        misvalued_.insert(known);
        note(fmt::format("{} {}", token.qualified_tag, fault));
    }

    void read_collection(const pugi::xml_node& collection)
    {
        // Up to 12.0 an answer names the class it is about (MS-ASCMD 2.2.3.27.5), and handsets of that time
        // need it; from 12.1 on it does not.
        const bool named = !collection.child("Class").empty();
        const bool wanted = version_ != eas::ProtocolVersion::V12_1;
        if (wanted && !named && std::string_view(collection.child_value("Status")) == "1")
            note("a Collection without its Class", Reading::Impossible);
        if (!wanted && named)
            note("the Class of a Collection, which 12.1 leaves out");
        const pugi::xml_node commands = collection.child("Commands");
        for (pugi::xml_node after = commands.next_sibling(); commands && after; after = after.next_sibling())
            for (const char* name : {"SyncKey", "CollectionId", "Status", "MoreAvailable"})
                if (std::string_view(after.name()) == name)
                    note(fmt::format("{} after Commands", name));
        for (const pugi::xml_node command : commands.children())
            read_command(command);
    }

    /// An item without its name can be neither kept nor changed nor deleted (MS-ASCMD 2.2.3.156.6).
    void read_command(const pugi::xml_node& command)
    {
        const std::string_view name = command.name();
        if (std::string_view(command.child_value("ServerId")).empty())
            note(fmt::format("{} without a ServerId", name), Reading::Impossible);
        if ((name == "Add" || name == "Change") && !command.child("ApplicationData"))
            note(fmt::format("{} without ApplicationData", name), Reading::Impossible);
    }

    eas::ProtocolVersion version_;
    unsigned allowed_;
    pugi::xml_node root_;
    std::map<std::string, const wbxml::Token*, std::less<>> tokens_; ///< By the name in this answer.
    std::vector<Oddity> oddities_;
    std::set<std::string> noted_;
    std::set<const eas::ItemElement*> misvalued_;
};

/// The first few, in words.
std::string named(const std::vector<Oddity>& oddities)
{
    constexpr std::size_t most_named = 8;
    std::string words;
    for (std::size_t i = 0; i < oddities.size() && i < most_named; ++i)
        words += (i == 0 ? "" : "; ") + oddities[i].what;
    return oddities.size() <= most_named
               ? words
               : fmt::format("{}; and {} more", words, oddities.size() - most_named);
}

Outcome run(const Case& given)
{
    if (!given.evidence.version)
        return NotReached{"no version was agreed"};
    Reader reader(*given.evidence.version);
    Passed passed;
    Finding finding;
    for (const Round& round : given.rounds()) {
        if (!round.reply)
            continue;
        const std::size_t before = reader.oddities().size();
        reader.read(*round.exchange->reply());
        passed.evidence.push_back(round.exchange->number);
        if (reader.oddities().size() > before)
            finding.evidence.push_back(round.exchange->number);
    }
    if (passed.evidence.empty())
        return NotReached{"no answer to Sync could be read"};
    if (reader.oddities().empty()) {
        passed.observed = fmt::format("every answer keeps to {}", eas::to_string(*given.evidence.version));
        return passed;
    }
    // What cannot be read stands first.
    std::vector<Oddity> oddities = reader.oddities();
    std::stable_partition(oddities.begin(), oddities.end(),
                          [](const Oddity& oddity) { return oddity.reading == Reading::Impossible; });
    finding.observed = "answers to Sync hold " + named(oddities);
    finding.expected = fmt::format("what {} has, in its order", eas::to_string(*given.evidence.version));
    if (oddities.front().reading == Reading::Impossible)
        finding.severity = Severity::Blocker;
    return finding;
}

} // namespace

extern const Check well_formed_for_version;
const Check well_formed_for_version{
    .id = "sync.well-formed-for-version",
    .title = "Answers to Sync keep to the version agreed on",
    .phase = Phase::Sync,
    .severity = Severity::Degraded,
    .citation = {"MS-ASCMD", "2.2.1.21; MS-ASWBXML 2.1.2.1; MS-ASDTYPE 2"},
    .why =
        "A phone was built before the tags of later versions; most pass over them, some drop the item or the "
        "whole "
        "answer. One that waits for MoreAvailable before the items stops too early when it comes after them.",
    .remedy =
        "Check on a real phone whether the items named are there. Have the server keep to the version in "
        "MS-ASProtocolVersion; report it to its maker.",
    .run = run,
};

} // namespace easprobe::checks::sync
