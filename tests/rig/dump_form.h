#pragma once

#include <pugixml.hpp>
#include <string>

namespace easprobe {

/// A tree in the form of the samples' independent dumps: a line an element, with its page's name and its tag,
/// and its text in quotation marks; whatever prefixes the tree has. Trees are equal when their forms are.
std::string dump_form(const pugi::xml_document& document);

} // namespace easprobe
