#include "client/session/login.h"

#include "protocol/text/printable.h"

#include <cstdint>
#include <fmt/format.h>

namespace easprobe::session {

std::string basic_user(const Account& account)
{
    return account.domain.empty() ? account.user : account.domain + '\\' + account.user;
}

Account parse_account(std::string_view user, std::string_view domain)
{
    const auto backslash = user.find('\\');
    if (backslash == std::string_view::npos)
        return {std::string(user), std::string(domain)};
    return {std::string(user.substr(backslash + 1)), std::string(user.substr(0, backslash))};
}

namespace {

/// FNV-1a, 64 bits: only spread is wanted here, not secrecy.
std::uint64_t fnv1a(std::string_view text, std::uint64_t basis)
{
    for (const char character : text) {
        basis ^= static_cast<unsigned char>(character);
        basis *= 0x100000001b3U;
    }
    return basis;
}

} // namespace

std::string stable_device_id(std::string_view host, std::string_view user, std::string_view profile)
{
    const std::string text = fmt::format("{}\n{}\n{}", host, user, profile);
    const std::uint64_t first = fnv1a(text, 0xcbf29ce484222325U);
    return fmt::format("{:016X}{:016X}", first, fnv1a(text, first));
}

std::string device_id_fault(std::string_view text)
{
    constexpr std::size_t digits = 32;
    const auto wrong = text.find_first_not_of("0123456789ABCDEFabcdef");
    if (wrong != std::string_view::npos)
        return fmt::format("character {}, '{}', is no hexadecimal digit", wrong + 1,
                           printable(text.substr(wrong, 1)));
    if (text.size() != digits)
        return fmt::format("it has {} digit{}", text.size(), text.size() == 1 ? "" : "s");
    return {};
}

} // namespace easprobe::session
