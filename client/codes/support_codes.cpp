#include "client/codes/support_codes.h"

#include "protocol/text/ascii.h"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>
#include <iterator>
#include <limits>
#include <optional>

namespace easprobe::codes {

namespace {

constexpr SupportCode table[] = {
#define CODE(number, name, meaning, handset_text, remedy, source)                                            \
    {number, name, meaning, handset_text, remedy, source},
#include "client/codes/support_codes.inc"
#undef CODE
};

const SupportCode* find_number(std::uint32_t number)
{
    const auto* const found = std::ranges::find(table, number, &SupportCode::number);
    return found == std::end(table) ? nullptr : found;
}

/// winerror.h and wininet.h name the same errors, each with a prefix of its own.
const SupportCode* find_name(std::string_view name)
{
    constexpr std::string_view hresult = "WININET_E_";
    constexpr std::string_view error = "ERROR_INTERNET_";
    const auto* const found = std::ranges::find_if(table, [&](const SupportCode& code) {
        return equal_ignoring_case(code.name, name) ||
               (code.name.starts_with(hresult) && equal_ignoring_case(name.substr(0, error.size()), error) &&
                equal_ignoring_case(code.name.substr(hresult.size()), name.substr(error.size())));
    });
    return found == std::end(table) ? nullptr : found;
}

/// A code as hexadecimal (eight digits, or any number of them behind 0x), as a decimal number, or as the
/// negative one that a log makes of it.
std::optional<std::uint32_t> number_of(std::string_view text)
{
    const bool marked = text.starts_with("0x") || text.starts_with("0X");
    if (marked)
        text.remove_prefix(2);
    constexpr std::size_t digits_of_code = 8;
    std::int64_t number = 0;
    const auto read = [&](int base) {
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number, base);
        return error == std::errc() && end == text.data() + text.size();
    };
    if (marked || (text.size() == digits_of_code && !text.starts_with('-'))) {
        if (!read(16) || number < 0)
            return std::nullopt;
    } else if (!read(10) || number < std::numeric_limits<std::int32_t>::min()) {
        return std::nullopt;
    }
    if (number > std::numeric_limits<std::uint32_t>::max())
        return std::nullopt;
    return static_cast<std::uint32_t>(number);
}

} // namespace

std::span<const SupportCode> support_codes()
{
    return table;
}

const SupportCode* support_code_of_wininet(std::uint32_t error)
{
    constexpr std::uint32_t win32_facility = 0x80070000;
    return error < 0x10000 ? find_number(win32_facility + error) : nullptr;
}

const SupportCode* find_support_code(std::string_view text)
{
    if (const SupportCode* named = find_name(text))
        return named;
    const auto number = number_of(text);
    if (!number)
        return nullptr;
    return *number < 0x10000 ? support_code_of_wininet(*number) : find_number(*number);
}

std::string to_text(std::uint32_t number)
{
    return fmt::format("0x{:08X}", number);
}

std::string support_code_of_status(int http_status)
{
    // The five published codes (401, 403, 404, 500, 503) fit one list, numbered from 1: 400 to 417, one
    // Microsoft status between, 500 to 505. That the one between is 449 is inferred.
    constexpr std::uint32_t family = 0x85010000;
    if (http_status >= 400 && http_status <= 417)
        return to_text(family + static_cast<std::uint32_t>(http_status - 400 + 1));
    if (http_status == 449)
        return to_text(family + 0x13);
    if (http_status >= 500 && http_status <= 505)
        return to_text(family + static_cast<std::uint32_t>(http_status - 500 + 0x14));
    return {};
}

} // namespace easprobe::codes
