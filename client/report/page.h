#pragma once

#include <pugixml.hpp>
#include <string>
#include <string_view>

// The parts that the HTML report is put together from. Text goes in as it is and comes out as text: the tree
// escapes what HTML would take for markup.

namespace easprobe::report {

/// An element below another, with a class where one is named.
pugi::xml_node add(pugi::xml_node parent, const char* element, std::string_view css_class = {});

/// The same with text in it; foreign text is made harmless, and empty text becomes a dash, because HTML does
/// not know elements without content.
pugi::xml_node add_text(pugi::xml_node parent, const char* element, std::string_view text,
                        std::string_view css_class = {});

/// More text in an element.
void append_text(pugi::xml_node element, std::string_view text);

/// A link to the element with this id of the same page.
void add_link(pugi::xml_node parent, const std::string& id, std::string_view text);

/// One line of a list of terms; nothing where the value is empty.
void add_term(pugi::xml_node list, std::string_view term, std::string_view value);

/// A table with its head, in a box that can be scrolled where the page is narrow. Answers with its body.
pugi::xml_node add_table(pugi::xml_node parent, std::initializer_list<std::string_view> head);

} // namespace easprobe::report
