#include "protocol/eas/item_elements.h"

#include "protocol/text/base64.h"
#include "protocol/text/printable.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <fmt/format.h>
#include <map>
#include <optional>
#include <utility>

namespace easprobe::eas {

namespace {

using enum ValueKind;

constexpr std::array elements = {
#define ITEM_ELEMENT(page, tag, kind, least, most) ItemElement{page, tag, kind, least, most},
#include "protocol/eas/item_elements.inc"
#undef ITEM_ELEMENT
};

constexpr std::size_t shown = 40; ///< Characters of a value that is shown.

/// Digits alone.
std::optional<std::uint32_t> number_in(std::string_view text)
{
    std::uint32_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool whole = error == std::errc() && end == text.data() + text.size();
    return whole ? std::optional(number) : std::nullopt;
}

struct Moment {
    std::string_view year, month, day, hour, minute, second;
};

bool is_moment(const Moment& moment)
{
    const auto year = number_in(moment.year);
    const auto month = number_in(moment.month);
    const auto day = number_in(moment.day);
    const auto hour = number_in(moment.hour);
    const auto minute = number_in(moment.minute);
    const auto second = number_in(moment.second);
    if (!year || !month || !day || !hour || !minute || !second)
        return false;
    const std::chrono::year_month_day date{std::chrono::year(static_cast<int>(*year)),
                                           std::chrono::month(*month), std::chrono::day(*day)};
    return date.ok() && *hour < 24 && *minute < 60 && *second < 60;
}

bool has_marks(std::string_view text, std::string_view pattern)
{
    return std::ranges::equal(text, pattern, [](char character, char mark) {
        return mark == '0' ? character >= '0' && character <= '9' : character == mark;
    });
}

/// The fraction of a second may be left out.
bool is_date_time(std::string_view text)
{
    if (!has_marks(text, "0000-00-00T00:00:00.000Z") && !has_marks(text, "0000-00-00T00:00:00Z"))
        return false;
    return is_moment({text.substr(0, 4), text.substr(5, 2), text.substr(8, 2), text.substr(11, 2),
                      text.substr(14, 2), text.substr(17, 2)});
}

bool is_compact_date(std::string_view text)
{
    return has_marks(text, "00000000T000000Z") &&
           is_moment({text.substr(0, 4), text.substr(4, 2), text.substr(6, 2), text.substr(9, 2),
                      text.substr(11, 2), text.substr(13, 2)});
}

/// What the text should have been; nothing when it is that.
std::optional<std::string> expected_instead(const ItemElement& element, std::string_view text)
{
    const auto unless = [](bool good, std::string_view expected) {
        return good ? std::nullopt : std::optional<std::string>(expected);
    };
    switch (element.kind) {
    case Number: {
        const auto number = number_in(text);
        if (number && *number >= element.least && *number <= element.most)
            return std::nullopt;
        return fmt::format("a number from {} to {}", element.least, element.most);
    }
    case Boolean:
        return unless(text == "0" || text == "1", "0 or 1");
    case DateTime:
        return unless(is_date_time(text), "a date like 2008-06-01T12:00:00.000Z");
    case CompactDate:
        return unless(is_compact_date(text), "a date like 20080601T120000Z");
    case EitherDate:
        return unless(is_date_time(text) || is_compact_date(text), "a date");
    case Base64:
        return unless(base64_decode(text).has_value(), "base64");
    case Container:
        return unless(text.find_first_not_of(" \t\r\n") == std::string_view::npos, "elements alone");
    case Text:
        break;
    }
    return std::nullopt;
}

} // namespace

const ItemElement* find_item_element(std::uint8_t page, std::string_view tag)
{
    using Key = std::pair<std::uint8_t, std::string_view>;
    static const std::map<Key, const ItemElement*> known = [] {
        std::map<Key, const ItemElement*> by_name;
        for (const ItemElement& element : elements)
            by_name.emplace(Key(element.page, element.tag), &element);
        return by_name;
    }();
    const auto found = known.find({page, tag});
    return found == known.end() ? nullptr : found->second;
}

std::string fault_of_value(const ItemElement& element, std::string_view text)
{
    const auto expected = expected_instead(element, text);
    if (!expected)
        return {};
    return text.empty() ? fmt::format("without a value, not {}", *expected)
                        : fmt::format("'{}', not {}", printable(text, shown), *expected);
}

} // namespace easprobe::eas
