#include "protocol/text/utf8.h"

#include <cstdint>
#include <cstring>

namespace easprobe {

namespace {

std::uint32_t byte_at(std::string_view text, std::size_t at)
{
    return static_cast<unsigned char>(text[at]);
}

/// Eight bytes at once: none below 0x20, none with its highest bit set.
bool are_printable_ascii(const char* bytes)
{
    std::uint64_t eight = 0;
    std::memcpy(&eight, bytes, sizeof eight);
    constexpr std::uint64_t highest_bits = 0x8080808080808080U;
    constexpr std::uint64_t blanks = 0x2020202020202020U;
    return ((eight | (eight - blanks)) & highest_bits) == 0;
}

} // namespace

std::size_t utf8_length(std::string_view text, std::size_t at)
{
    const std::uint32_t first = byte_at(text, at);
    if (first < 0x80)
        return 1;
    const std::size_t length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
    if (first < 0xc2 || first > 0xf4 || text.size() - at < length)
        return 0;
    std::uint32_t point = first & (0x7fU >> length);
    for (std::size_t i = 1; i < length; ++i) {
        const std::uint32_t next = byte_at(text, at + i);
        if ((next & 0xc0) != 0x80)
            return 0;
        point = point << 6 | (next & 0x3f);
    }
    const bool overlong = (length == 3 && point < 0x800) || (length == 4 && point < 0x10000);
    const bool surrogate = point >= 0xd800 && point <= 0xdfff;
    return overlong || surrogate || point > 0x10ffff ? 0 : length;
}

bool is_xml_text(std::string_view text)
{
    for (std::size_t at = 0; at < text.size();) {
        while (text.size() - at >= 8 && are_printable_ascii(text.data() + at))
            at += 8;
        if (at == text.size())
            break;
        const std::uint32_t byte = byte_at(text, at);
        if (byte >= 0x20 && byte < 0x80) {
            ++at;
            continue;
        }
        if (byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r')
            return false;
        const std::size_t length = utf8_length(text, at);
        if (length == 0)
            return false;
        // U+FFFE and U+FFFF are no characters of XML.
        if (length == 3 && byte == 0xef && byte_at(text, at + 1) == 0xbf && byte_at(text, at + 2) >= 0xbe)
            return false;
        at += length;
    }
    return true;
}

} // namespace easprobe
