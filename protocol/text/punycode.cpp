#include "protocol/text/punycode.h"

#include "protocol/text/utf8.h"

#include <algorithm>
#include <cstdint>
#include <limits>

namespace easprobe {

namespace {

// RFC 3492 5.
constexpr std::uint32_t base = 36;
constexpr std::uint32_t smallest_threshold = 1;
constexpr std::uint32_t largest_threshold = 26;
constexpr std::uint32_t skew = 38;
constexpr std::uint32_t damp = 700;
constexpr std::uint32_t initial_bias = 72;
constexpr std::uint32_t first_foreign = 0x80;

constexpr std::size_t longest_label = 63;
constexpr std::size_t longest_name = 1000; ///< Bytes of UTF-8: far more than a name of 255 characters has.

std::uint32_t small_letter(std::uint32_t letter)
{
    const auto within = [letter](std::uint32_t first, std::uint32_t last) {
        return letter >= first && letter <= last;
    };
    constexpr std::uint32_t multiplication_sign = 0xD7;
    constexpr std::uint32_t no_letter_of_greek = 0x3A2;
    constexpr std::uint32_t usual = 0x20;
    constexpr std::uint32_t older_cyrillic = 0x50;
    if (within('A', 'Z') || (within(0xC0, 0xDE) && letter != multiplication_sign) ||
        (within(0x391, 0x3A9) && letter != no_letter_of_greek) || within(0x410, 0x42F))
        return letter + usual;
    return within(0x400, 0x40F) ? letter + older_cyrillic : letter;
}

std::optional<std::u32string> letters_of(std::string_view label)
{
    std::u32string letters;
    for (std::size_t at = 0; at < label.size();) {
        const std::size_t length = utf8_length(label, at);
        if (length == 0)
            return std::nullopt;
        std::uint32_t letter = static_cast<unsigned char>(label[at]);
        if (length > 1)
            letter &= 0xFFU >> (length + 1);
        for (std::size_t i = 1; i < length; ++i)
            letter = letter << 6U | (static_cast<unsigned char>(label[at + i]) & 0x3FU);
        letters += static_cast<char32_t>(small_letter(letter));
        at += length;
    }
    return letters;
}

char digit(std::uint32_t value)
{
    constexpr std::uint32_t letters = 26;
    return static_cast<char>(value < letters ? 'a' + value : '0' + (value - letters));
}

/// RFC 3492 6.1.
std::uint32_t adapted(std::uint32_t delta, std::uint32_t points, bool first)
{
    delta = first ? delta / damp : delta / 2;
    delta += delta / points;
    std::uint32_t steps = 0;
    for (; delta > (base - smallest_threshold) * largest_threshold / 2; steps += base)
        delta /= base - smallest_threshold;
    return steps + (base - smallest_threshold + 1) * delta / (delta + skew);
}

/// One number as digits of growing weight (RFC 3492 3.3).
void append_number(std::string& text, std::uint32_t number, std::uint32_t bias)
{
    for (std::uint32_t k = base;; k += base) {
        const std::uint32_t threshold = k <= bias                       ? smallest_threshold
                                        : k >= bias + largest_threshold ? largest_threshold
                                                                        : k - bias;
        if (number < threshold)
            break;
        text += digit(threshold + (number - threshold) % (base - threshold));
        number = (number - threshold) / (base - threshold);
    }
    text += digit(number);
}

/// RFC 3492 6.3. Of a name's length nothing overflows: 1000 letters times the largest of them.
std::string encoded(const std::u32string& letters)
{
    std::string text;
    for (const char32_t letter : letters)
        if (letter < first_foreign)
            text += static_cast<char>(letter);
    const auto basic = static_cast<std::uint32_t>(text.size());
    std::uint32_t done = basic;
    if (basic > 0)
        text += '-';
    std::uint32_t next = first_foreign;
    std::uint32_t delta = 0;
    std::uint32_t bias = initial_bias;
    while (done < letters.size()) {
        std::uint32_t smallest = std::numeric_limits<std::uint32_t>::max();
        for (const char32_t letter : letters)
            if (letter >= next)
                smallest = std::min(smallest, static_cast<std::uint32_t>(letter));
        delta += (smallest - next) * (done + 1);
        next = smallest;
        for (const char32_t letter : letters) {
            if (letter < next)
                ++delta;
            if (letter != next)
                continue;
            append_number(text, delta, bias);
            bias = adapted(delta, done + 1, done == basic);
            delta = 0;
            ++done;
        }
        ++delta;
        ++next;
    }
    return text;
}

std::optional<std::string> ascii_label(std::string_view label)
{
    if (std::ranges::all_of(label, [](char c) { return static_cast<unsigned char>(c) < first_foreign; }))
        return std::string(label);
    const auto letters = letters_of(label);
    if (!letters)
        return std::nullopt;
    std::string text = "xn--" + encoded(*letters);
    return text.size() <= longest_label ? std::optional(std::move(text)) : std::nullopt;
}

} // namespace

std::optional<std::string> ascii_host(std::string_view name)
{
    if (name.size() > longest_name)
        return std::nullopt;
    std::string ascii;
    for (std::size_t begin = 0; begin <= name.size();) {
        const std::size_t end = std::min(name.find('.', begin), name.size());
        const auto label = ascii_label(name.substr(begin, end - begin));
        if (!label)
            return std::nullopt;
        ascii += (begin == 0 ? "" : ".") + *label;
        begin = end + 1;
    }
    return ascii;
}

} // namespace easprobe
