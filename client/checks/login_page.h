#pragma once

#include "protocol/http/message.h"

#include <string_view>

namespace easprobe::checks {

/// A page that wants a person to log in, where a handset expects ActiveSync.
enum class LoginPage {
    None,
    Form,  ///< User name and password: ISA or Exchange forms-based authentication.
    Token, ///< A passcode: RSA SecurID.
};

/// Looks at the type and the first 64 KiB of the body.
LoginPage login_page_in(const http::Response& response);

/// The address is one of a login page: OWA's logon.aspx or owalogon.asp, ISA's CookieAuth.dll, SecurID's
/// WebID.
bool is_login_address(std::string_view location);

/// A challenge or a list of challenges of WWW-Authenticate (RFC 7235 4.1) names this scheme, in any case.
bool names_scheme(std::string_view challenge, std::string_view scheme);

} // namespace easprobe::checks
