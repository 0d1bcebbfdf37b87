#include "tests/oracle/libwbxml_agreement.h"

#include "protocol/text/ascii.h"
#include "protocol/text/base64.h"
#include "protocol/wbxml/code_pages.h"
#include "protocol/wbxml/encoder.h"
#include "protocol/wbxml/libwbxml_engine.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <optional>
#include <sstream>

namespace easprobe::oracle {

namespace {

struct KnownName {
    int page;
    int token;
    std::string_view name;
};

constexpr std::array known_names = {
#define LIBWBXML_NAME(page, token, name) KnownName{page, token, name},
#include "tests/oracle/libwbxml_names.inc"
#undef LIBWBXML_NAME
};

/// An element's page and token, as far as ours are known.
struct Identity {
    int page = -1;
    int token = -1;
    std::string tag;
};

std::string without_carriage_returns(std::string_view text)
{
    std::string rest;
    std::ranges::copy_if(text, std::back_inserter(rest), [](char character) { return character != '\r'; });
    return rest;
}

std::vector<pugi::xml_node> elements_in(pugi::xml_node parent)
{
    std::vector<pugi::xml_node> elements;
    for (const pugi::xml_node child : parent.children())
        if (child.type() == pugi::node_element)
            elements.push_back(child);
    return elements;
}

/// XML cannot hold every string; ours says so with a mark, libwbxml writes it all the same.
bool has_foreign_strings(pugi::xml_node element)
{
    if (std::string_view(element.attribute("wbxml:string").value()) == "base64" ||
        std::string_view(element.attribute("wbxml:opaque").value()) == "base64")
        return true;
    return std::ranges::any_of(elements_in(element), has_foreign_strings);
}

class Comparison {
  public:
    Comparison(pugi::xml_node root, UsedNames* used) : root_(root), used_(used) {}

    void compare(pugi::xml_node ours, pugi::xml_node theirs, std::string theirs_namespace,
                 const std::string& path)
    {
        if (const pugi::xml_attribute declared = theirs.attribute("xmlns"))
            theirs_namespace = declared.value();
        const Identity identity = identity_of(ours);
        const std::string here = path + "/" + identity.tag;
        compare_names(identity, theirs, theirs_namespace, here);
        const auto our_children = elements_in(ours);
        const auto their_children = elements_in(theirs);
        if (our_children.size() != their_children.size()) {
            note(here, fmt::format("{} elements inside, libwbxml has {}", our_children.size(),
                                   their_children.size()));
            return;
        }
        if (our_children.empty())
            compare_text(ours, theirs, here);
        for (std::size_t i = 0; i < our_children.size(); ++i)
            compare(our_children[i], their_children[i], theirs_namespace, here);
    }

    std::vector<std::string> take() { return std::move(found_); }

  private:
    void note(const std::string& path, const std::string& what) { found_.push_back(path + ": " + what); }

    Identity identity_of(pugi::xml_node element) const
    {
        const std::string_view name = element.name();
        if (name == "wbxml:unknown")
            return {element.attribute("page").as_int(), element.attribute("token").as_int(), "unknown"};
        const auto colon = name.find(':');
        const std::string attribute =
            colon == std::string_view::npos ? "xmlns" : "xmlns:" + std::string(name.substr(0, colon));
        const std::string tag(colon == std::string_view::npos ? name : name.substr(colon + 1));
        const auto page = wbxml::find_code_page(root_.attribute(attribute.c_str()).value());
        if (!page)
            return {-1, -1, tag};
        const wbxml::Token* token = wbxml::find_token(*page, tag);
        return {*page, token != nullptr ? token->code : -1, tag};
    }

    void compare_names(const Identity& identity, pugi::xml_node theirs, std::string_view theirs_namespace,
                       const std::string& here)
    {
        const std::string_view name = theirs.name();
        const auto* const known = std::ranges::find_if(known_names, [&](const KnownName& candidate) {
            return candidate.page == identity.page && candidate.token == identity.token;
        });
        if (known != known_names.end()) {
            const std::string_view expected = known->name.empty() ? "unknown" : known->name;
            if (name != expected)
                note(here, fmt::format("libwbxml's name is '{}', not the known '{}'", name, expected));
            else if (used_ != nullptr)
                used_->insert({identity.page, identity.token});
            return;
        }
        if (!equal_ignoring_case(name, identity.tag))
            note(here, fmt::format("libwbxml calls it '{}'", name));
        if (theirs_namespace.ends_with(':'))
            theirs_namespace.remove_suffix(1);
        const std::string_view page =
            identity.page >= 0 && identity.page < wbxml::code_page_count
                ? std::string_view(wbxml::code_page(static_cast<std::uint8_t>(identity.page)).name)
                : std::string_view();
        if (!page.empty() && !equal_ignoring_case(page, theirs_namespace))
            note(here, fmt::format("page {}, libwbxml has namespace '{}'", page, theirs_namespace));
    }

    void compare_text(pugi::xml_node ours, pugi::xml_node theirs, const std::string& here)
    {
        const std::string our_text = without_carriage_returns(wbxml::content_of(ours).value_or(""));
        const std::string their_text = without_carriage_returns(theirs.child_value());
        if (our_text == their_text)
            return;
        const auto decoded = base64_decode(their_text);
        if (decoded && without_carriage_returns(*decoded) == our_text)
            return;
        note(here, fmt::format("'{}', libwbxml has '{}'", our_text, their_text));
    }

    pugi::xml_node root_;
    UsedNames* used_;
    std::vector<std::string> found_;
};

} // namespace

std::vector<std::string> disagreements(const wbxml::Decoded& ours, std::string_view bytes, UsedNames* used)
{
    const pugi::xml_node root = ours.document.document_element();
    const auto xml = wbxml::libwbxml::decode_to_xml(bytes);
    if (!xml)
        return {"libwbxml refuses it: " + wbxml::libwbxml::describe(xml.error())};
    pugi::xml_document theirs;
    const auto parsed = theirs.load_buffer(
        xml->data(), xml->size(), pugi::parse_default | pugi::parse_ws_pcdata_single | pugi::parse_doctype);
    if (!parsed) {
        if (has_foreign_strings(root))
            return {};
        return {fmt::format("libwbxml's XML is none: {} at {}", parsed.description(), parsed.offset)};
    }
    Comparison comparison(root, used);
    comparison.compare(root, theirs.document_element(), "", "");
    return comparison.take();
}

std::size_t known_name_count()
{
    return known_names.size();
}

} // namespace easprobe::oracle
