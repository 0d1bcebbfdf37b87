#pragma once

#include "protocol/wbxml/error.h"

#include <optional>
#include <pugixml.hpp>
#include <string>
#include <tl/expected.hpp>

namespace easprobe::wbxml {

/// Writes a tree as ActiveSync WBXML: header 03 01 6A 00, no string table, inline strings (MS-ASWBXML 2.1.1).
/// Takes the decoder's trees (see decoder.h) and any XML whose namespaces are code pages, under whatever
/// prefixes.
tl::expected<std::string, EncodeError> encode(const pugi::xml_document& document);

/// The content of an element as bytes, however it stands in the tree; nothing where it is marked base64 and
/// is not.
std::optional<std::string> content_of(pugi::xml_node element);

} // namespace easprobe::wbxml
