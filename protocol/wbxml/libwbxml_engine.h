#pragma once

#include "protocol/wbxml/error.h"

#include <string>
#include <string_view>
#include <tl/expected.hpp>

// The second engine: libwbxml, for a second opinion. Its names differ from Microsoft's in places, and it can
// be brought down or held up by hostile bytes, so it only ever sees what our own decoder has accepted.

namespace easprobe::wbxml::libwbxml {

struct Error {
    int code = 0;               ///< WBXMLError; 0 when the bytes were kept from it.
    std::string what;           ///< In words.
    bool not_installed = false; ///< No fault of the bytes: the library is not there.
};

std::string describe(const Error& error);

/// WBXML to XML text, white space kept. Refuses, without asking libwbxml, what our decoder refuses, and
/// elements with more than 5000 children, which it would take minutes for.
tl::expected<std::string, Error> decode_to_xml(std::string_view bytes);

/// XML text in libwbxml's own names to WBXML as ActiveSync has it: no string table, no public id.
tl::expected<std::string, Error> encode_from_xml(std::string_view xml);

} // namespace easprobe::wbxml::libwbxml
