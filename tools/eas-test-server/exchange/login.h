#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace easprobe::test_server {

/// Credentials of HTTP Basic (RFC 7617), the login taken apart.
struct Login {
    std::string domain; ///< Of `DOMAIN\user` or `user@domain`; empty for a bare user.
    std::string user;   ///< In lower case: Windows takes no notice of case.
    std::string password;
};

/// Nothing for any other scheme and for what is no base64.
std::optional<Login> read_basic(std::string_view authorization);

std::string lower_case(std::string_view text);

} // namespace easprobe::test_server
