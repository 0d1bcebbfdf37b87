#include "client/explain/support_codes.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <fmt/format.h>

namespace easprobe::codes {

namespace {

constexpr SupportCode table[] = {
#define CODE(number, name, meaning, handset_text, remedy, source)                                            \
    {number, name, meaning, handset_text, remedy, source},
#include "client/explain/support_codes.inc"
#undef CODE
};

} // namespace

std::span<const SupportCode> support_codes()
{
    return table;
}

const SupportCode* find_support_code(std::string_view text)
{
    if (text.starts_with("0x") || text.starts_with("0X"))
        text.remove_prefix(2);
    std::uint32_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number, 16);
    if (text.size() != 8 || error != std::errc() || end != text.data() + text.size())
        return nullptr;
    const auto* const found = std::ranges::find(table, number, &SupportCode::number);
    return found == std::end(table) ? nullptr : found;
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
