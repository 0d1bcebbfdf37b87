#include "tests/rig/dump_form.h"

#include "protocol/text/ascii.h"
#include "protocol/text/hex.h"
#include "protocol/wbxml/code_pages.h"
#include "protocol/wbxml/encoder.h"

#include <fmt/format.h>
#include <string_view>

namespace easprobe {

namespace {

std::string lower(std::string text)
{
    for (char& character : text)
        character = to_lower(character);
    return text;
}

/// The namespace in force, by walking up to the element that declares the prefix.
std::string_view namespace_of(pugi::xml_node element, std::string_view prefix)
{
    const std::string attribute = prefix.empty() ? "xmlns" : "xmlns:" + std::string(prefix);
    for (pugi::xml_node node = element; node; node = node.parent())
        if (const pugi::xml_attribute declared = node.attribute(attribute.c_str()))
            return declared.value();
    return {};
}

std::string name_of(pugi::xml_node element)
{
    const std::string_view name = element.name();
    const auto colon = name.find(':');
    const std::string_view prefix =
        colon == std::string_view::npos ? std::string_view() : name.substr(0, colon);
    const std::string_view space = namespace_of(element, prefix);
    const auto page = wbxml::find_code_page(space);
    return fmt::format("{}:{}", page ? wbxml::code_page(*page).name : space,
                       colon == std::string_view::npos ? name : name.substr(colon + 1));
}

void write(pugi::xml_node element, std::size_t depth, std::string& form)
{
    const std::string indent(2 * depth, ' ');
    const std::string content = wbxml::content_of(element).value();
    const bool opaque = !element.attribute("wbxml:opaque").empty();
    const bool string = !content.empty() || !element.attribute("wbxml:string").empty();
    bool any_element = false;
    std::string inside;
    for (const pugi::xml_node child : element.children())
        if (child.type() == pugi::node_element) {
            write(child, depth + 1, inside);
            any_element = true;
        }
    if (opaque)
        inside = fmt::format("{}  OPAQUE({}) {}\n", indent, content.size(), lower(to_hex(content)));
    else if (string && !any_element)
        inside = fmt::format("{}  \"{}\"\n", indent, content);
    const std::string name = name_of(element);
    form += inside.empty() ? fmt::format("{}<{}/>\n", indent, name)
                           : fmt::format("{}<{}>\n{}{}</{}>\n", indent, name, inside, indent, name);
}

} // namespace

std::string dump_form(const pugi::xml_document& document)
{
    std::string form;
    write(document.document_element(), 0, form);
    return form;
}

} // namespace easprobe
