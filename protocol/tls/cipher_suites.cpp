#include "protocol/tls/cipher_suites.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace easprobe::tls {

namespace {

struct Suite {
    std::uint16_t number;
    std::string_view name;
    std::string_view openssl;
};

constexpr std::array suites = {
#define SUITE(number, name, openssl) Suite{number, name, openssl},
#include "protocol/tls/cipher_suites.inc"
#undef SUITE
};
static_assert(std::ranges::is_sorted(suites, {}, &Suite::number));

const Suite* find(std::uint16_t number)
{
    const auto found = std::ranges::lower_bound(suites, number, {}, &Suite::number);
    return found != suites.end() && found->number == number ? &*found : nullptr;
}

} // namespace

std::string suite_name(std::uint16_t number)
{
    const Suite* suite = find(number);
    return suite != nullptr ? std::string(suite->name) : fmt::format("suite 0x{:04x}", number);
}

std::string_view openssl_suite_name(std::uint16_t number)
{
    const Suite* suite = find(number);
    return suite != nullptr ? suite->openssl : std::string_view();
}

} // namespace easprobe::tls
