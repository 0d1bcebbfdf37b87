#include "client/codes/handset_words.h"

#include "protocol/text/ascii.h"

#include <algorithm>
#include <charconv>
#include <iterator>

namespace easprobe::codes {

namespace {

constexpr HandsetWord table[] = {
#define WORD(word, name, meaning, remedy, source) {word, name, meaning, remedy, source},
#include "client/codes/handset_words.inc"
#undef WORD
};

/// As told by one who found out (cxliv.org, 2004).
std::optional<Sighting> seen_by_owners(unsigned number)
{
    constexpr unsigned untrusted = 45;
    constexpr unsigned of_another_name = 55;
    if (number == untrusted)
        return Sighting{"the root of the certificate was not on the handset",
                        find_support_code("WININET_E_INVALID_CA")};
    if (number == of_another_name)
        return Sighting{"the name in the certificate was not the server's",
                        find_support_code("WININET_E_SEC_CERT_CN_INVALID")};
    return std::nullopt;
}

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
    return InternetWord{static_cast<int>(number), code, seen_by_owners(number)};
}

} // namespace easprobe::codes
