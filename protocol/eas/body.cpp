#include "protocol/eas/body.h"

#include "protocol/wbxml/encoder.h"

#include <cassert>
#include <charconv>

namespace easprobe::eas {

pugi::xml_document make_body(const char* page, const char* tag)
{
    pugi::xml_document document;
    document.append_child(tag).append_attribute("xmlns").set_value(page);
    return document;
}

pugi::xml_node add(pugi::xml_node parent, const char* name)
{
    return parent.append_child(name);
}

pugi::xml_node add(pugi::xml_node parent, const char* name, std::string_view text)
{
    pugi::xml_node node = parent.append_child(name);
    if (!text.empty())
        node.append_child(pugi::node_pcdata).set_value(text.data(), text.size());
    return node;
}

pugi::xml_node add(pugi::xml_node parent, const char* name, int number)
{
    return add(parent, name, std::string_view(std::to_string(number)));
}

void declare(pugi::xml_document& document, const char* attribute, const char* page)
{
    document.document_element().append_attribute(attribute).set_value(page);
}

std::optional<int> number_of(pugi::xml_node element)
{
    const std::string_view text = element.child_value();
    int number = 0;
    const auto parsed = std::from_chars(text.data(), text.data() + text.size(), number);
    if (text.empty() || text.size() > 9 || parsed.ptr != text.data() + text.size() || number < 0)
        return std::nullopt;
    return number;
}

std::string string_of(pugi::xml_node element)
{
    return element.child_value();
}

std::string to_wire(const pugi::xml_document& body)
{
    auto bytes = wbxml::encode(body);
    assert(bytes.has_value());
    return std::move(bytes).value_or(std::string());
}

} // namespace easprobe::eas
