#include "client/explain/handset_words.h"

#include "protocol/text/ascii.h"

#include <algorithm>
#include <charconv>
#include <iterator>

namespace easprobe::codes {

namespace {

constexpr HandsetWord table[] = {
#define WORD(word, name, meaning, remedy, source) {word, name, meaning, remedy, source},
#include "client/explain/handset_words.inc"
#undef WORD
};

} // namespace

std::span<const HandsetWord> handset_words()
{
    return table;
}

const HandsetWord* find_handset_word(std::string_view word)
{
    const auto* const found = std::ranges::find_if(
        table, [&](const HandsetWord& entry) { return equal_ignoring_case(entry.word, word); });
    return found == std::end(table) ? nullptr : found;
}

std::optional<InternetWord> find_internet_word(std::string_view word)
{
    constexpr std::string_view prefix = "INTERNET_";
    if (!equal_ignoring_case(word.substr(0, prefix.size()), prefix))
        return std::nullopt;
    const std::string_view digits = word.substr(prefix.size());
    unsigned number = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    constexpr unsigned largest = 999;
    if (error != std::errc() || end != digits.data() + digits.size() || number > largest)
        return std::nullopt;
    const SupportCode* code = support_code_of_wininet(first_wininet_error + number);
    if (code == nullptr)
        return std::nullopt;
    // Two are told of by an owner who found out what was wrong (cxliv.org, 2004): an untrusted root, and a
    // name that does not match.
    return InternetWord{static_cast<int>(number), code, number == 45 || number == 55};
}

} // namespace easprobe::codes
