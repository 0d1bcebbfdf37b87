#include "client/session/login.h"

#include <algorithm>
#include <cctype>
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

bool is_device_id(std::string_view text)
{
    return !text.empty() && text.size() <= 32 && std::all_of(text.begin(), text.end(), [](char character) {
        return std::isalnum(static_cast<unsigned char>(character)) != 0;
    });
}

} // namespace easprobe::session
