#include "protocol/text/base64.h"

#include <array>
#include <cstdint>

namespace easprobe {

namespace {

constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::uint8_t not_in_alphabet = 0xff;

constexpr std::array<std::uint8_t, 256> values = [] {
    std::array<std::uint8_t, 256> table{};
    table.fill(not_in_alphabet);
    for (std::size_t i = 0; i < alphabet.size(); ++i)
        table[static_cast<unsigned char>(alphabet[i])] = static_cast<std::uint8_t>(i);
    return table;
}();

constexpr bool is_white_space(char character)
{
    return character == ' ' || character == '\t' || character == '\r' || character == '\n';
}

} // namespace

std::string base64_encode(std::string_view bytes)
{
    std::string text;
    text.reserve((bytes.size() + 2) / 3 * 4);
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        std::uint32_t group = 0;
        for (std::size_t j = 0; j < 3; ++j)
            group = group << 8 | (i + j < bytes.size() ? static_cast<unsigned char>(bytes[i + j]) : 0U);
        for (std::size_t j = 0; j < 4; ++j)
            text += i + j > bytes.size() ? '=' : alphabet[group >> (18 - 6 * j) & 0x3f];
    }
    return text;
}

std::optional<std::string> base64_decode(std::string_view text)
{
    std::string bytes;
    bytes.reserve(text.size() / 4 * 3);
    std::uint32_t group = 0;
    unsigned digits = 0;
    unsigned padding = 0;
    for (const char character : text) {
        const std::uint8_t value = values[static_cast<unsigned char>(character)];
        if (value == not_in_alphabet) {
            if (is_white_space(character))
                continue;
            if (character != '=' || ++padding > 2)
                return std::nullopt;
            continue;
        }
        if (padding != 0)
            return std::nullopt;
        group = group << 6 | value;
        if (++digits % 4 == 0) {
            const std::array decoded{static_cast<char>(group >> 16 & 0xff),
                                     static_cast<char>(group >> 8 & 0xff), static_cast<char>(group & 0xff)};
            bytes.append(decoded.data(), decoded.size());
            group = 0;
        }
    }
    const unsigned left = digits % 4;
    if ((left == 0) != (padding == 0) || left == 1 || (left != 0 && left + padding != 4))
        return std::nullopt;
    if (left == 2) {
        if ((group & 0x0f) != 0)
            return std::nullopt;
        bytes += static_cast<char>(group >> 4);
    } else if (left == 3) {
        if ((group & 0x03) != 0)
            return std::nullopt;
        bytes += static_cast<char>(group >> 10);
        bytes += static_cast<char>(group >> 2 & 0xff);
    }
    return bytes;
}

} // namespace easprobe
