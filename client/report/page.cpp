#include "client/report/page.h"

#include "client/report/subject.h"

namespace easprobe::report {

pugi::xml_node add(pugi::xml_node parent, const char* element, std::string_view css_class)
{
    pugi::xml_node node = parent.append_child(element);
    if (!css_class.empty())
        node.append_attribute("class") = std::string(css_class).c_str();
    return node;
}

pugi::xml_node add_text(pugi::xml_node parent, const char* element, std::string_view text,
                        std::string_view css_class)
{
    pugi::xml_node node = add(parent, element, css_class);
    append_text(node, text.empty() ? std::string_view("-") : text);
    return node;
}

void append_text(pugi::xml_node element, std::string_view text)
{
    element.append_child(pugi::node_pcdata).set_value(harmless_xml(text).c_str());
}

void add_link(pugi::xml_node parent, const std::string& id, std::string_view text)
{
    add_text(parent, "a", text).append_attribute("href") = ('#' + id).c_str();
}

void add_term(pugi::xml_node list, std::string_view term, std::string_view value)
{
    if (value.empty())
        return;
    add_text(list, "dt", term);
    add_text(list, "dd", value);
}

pugi::xml_node add_table(pugi::xml_node parent, std::initializer_list<std::string_view> head)
{
    pugi::xml_node table = add(add(parent, "div", "wide"), "table");
    pugi::xml_node row = add(add(table, "thead"), "tr");
    for (const std::string_view name : head)
        add_text(row, "th", name);
    return add(table, "tbody");
}

} // namespace easprobe::report
