#pragma once

#include <cstddef>
#include <string_view>

namespace easprobe {

/// The length in bytes of the well-formed UTF-8 sequence that begins at `at` (RFC 3629 3: no overlong form,
/// no surrogate, nothing above U+10FFFF); 0 when there is none.
std::size_t utf8_length(std::string_view text, std::size_t at);

/// Whether text can stand as character data of an XML 1.0 document and come back the same (XML 1.0 2.2):
/// well-formed UTF-8 without control characters other than tab, line feed and carriage return.
bool is_xml_text(std::string_view text);

} // namespace easprobe
