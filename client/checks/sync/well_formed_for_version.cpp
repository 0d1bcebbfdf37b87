// Server and handset agreed on a version, and an answer should hold what that version has, in its order. A
// handset knows no tags of versions that came after it.
#include "client/checks/answer.h"
#include "client/checks/check.h"
#include "client/checks/sync/rounds.h"
#include "protocol/wbxml/code_pages.h"

#include <algorithm>
#include <fmt/format.h>
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

/// What is wrong in one answer, each once, in the order found.
class Reader {
  public:
    explicit Reader(eas::ProtocolVersion version) : version_(version), allowed_(versions_of(version)) {}

    void read(const pugi::xml_document& reply)
    {
        root_ = reply.document_element();
        root_page_ = wbxml::find_code_page(root_.attribute("xmlns").value());
        walk(root_);
        for (const pugi::xml_node collection : root_.child("Collections").children("Collection"))
            read_collection(collection);
    }

    const std::vector<std::string>& oddities() const { return oddities_; }

  private:
    void note(std::string oddity)
    {
        if (std::ranges::find(oddities_, oddity) == oddities_.end())
            oddities_.push_back(std::move(oddity));
    }

    /// The decoder bounds the depth.
    void walk(const pugi::xml_node& element)
    {
        read_tag(element);
        for (const pugi::xml_node child : element.children())
            if (child.type() == pugi::node_element)
                walk(child);
    }

    void read_tag(const pugi::xml_node& element)
    {
        const std::string_view name = element.name();
        if (name == "wbxml:unknown") {
            note(fmt::format("token {} of code page {}, which is in no table",
                             element.attribute("token").value(), element.attribute("page").value()));
            return;
        }
        const auto colon = name.find(':');
        const auto page =
            colon == std::string_view::npos
                ? root_page_
                : wbxml::find_code_page(
                      root_.attribute(("xmlns:" + std::string(name.substr(0, colon))).c_str()).value());
        const wbxml::Token* token =
            page ? wbxml::find_token(*page, colon == std::string_view::npos ? name : name.substr(colon + 1))
                 : nullptr;
        if (token != nullptr && (token->versions & allowed_) == 0)
            note(fmt::format("{}, which {} does not have", token->qualified_tag, eas::to_string(version_)));
    }

    void read_collection(const pugi::xml_node& collection)
    {
        // Up to 12.0 an answer names the class it is about (MS-ASCMD 2.2.3.27.5).
        if (version_ != eas::ProtocolVersion::V12_1 && !collection.child("Class"))
            note("a Collection without its Class");
        const pugi::xml_node commands = collection.child("Commands");
        for (pugi::xml_node after = commands.next_sibling(); commands && after; after = after.next_sibling())
            for (const char* name : {"SyncKey", "CollectionId", "Status", "MoreAvailable"})
                if (std::string_view(after.name()) == name)
                    note(fmt::format("{} after Commands", name));
    }

    eas::ProtocolVersion version_;
    unsigned allowed_;
    pugi::xml_node root_;
    std::optional<std::uint8_t> root_page_;
    std::vector<std::string> oddities_;
};

Outcome run(const Evidence& evidence, const HandsetProfile&)
{
    if (!evidence.version)
        return NotReached{"no version was agreed"};
    Reader reader(*evidence.version);
    Passed passed;
    Finding finding;
    for (const Round& round : rounds_of(evidence)) {
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
        passed.observed = fmt::format("every answer keeps to {}", eas::to_string(*evidence.version));
        return passed;
    }
    constexpr std::size_t most_named = 8;
    const std::size_t named = std::min(reader.oddities().size(), most_named);
    finding.observed =
        "answers to Sync hold " +
        fmt::format("{}", fmt::join(reader.oddities().begin(),
                                    reader.oddities().begin() + static_cast<std::ptrdiff_t>(named), "; "));
    if (named < reader.oddities().size())
        finding.observed += fmt::format("; and {} more", reader.oddities().size() - named);
    finding.expected = fmt::format("what {} has, in its order", eas::to_string(*evidence.version));
    return finding;
}

} // namespace

extern const Check well_formed_for_version;
const Check well_formed_for_version{
    .id = "sync.well-formed-for-version",
    .title = "Answers to Sync keep to the version agreed on",
    .phase = Phase::Sync,
    .severity = Severity::Degraded,
    .citation = {"MS-ASCMD", "2.2.1.21; MS-ASWBXML 2.1.2.1"},
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
