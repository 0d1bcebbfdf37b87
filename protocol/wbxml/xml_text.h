#pragma once

#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

namespace easprobe::wbxml {

/// A tree as indented XML text, ASCII outside of content, that read_xml_text reads back into the same tree.
std::string to_xml_text(const pugi::xml_document& document);

struct XmlTextError {
    int line = 0; ///< From 1.
    std::string what;
};

/// Reads XML text of at most 256 MiB. White space and carriage returns inside of content stay as they are;
/// entities of a document type are never expanded.
tl::expected<pugi::xml_document, XmlTextError> read_xml_text(std::string_view text);

} // namespace easprobe::wbxml
