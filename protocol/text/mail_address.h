#pragma once

#include <string>
#include <string_view>
#include <tl/expected.hpp>

namespace easprobe {

/// Whether it is one address that a mail can go to, `user@domain`, and nothing beside it: mail to oneself
/// goes to what a server has told, and to nobody else.
bool is_mail_address(std::string_view text);

/// An e-mail address as a person types it, at most 254 characters, whose domain can be asked for. A domain
/// with letters beyond ASCII becomes the one that DNS and certificates have (`xn--...`); the rest is as it
/// stands. The error is a sentence for a person.
tl::expected<std::string, std::string> parse_address(std::string_view text);

/// What is behind the last '@' of an address.
std::string domain_of(std::string_view address);

/// The name is that domain or one within it, in any case of letters.
bool is_within_domain(std::string_view name, std::string_view domain);

/// Whether the domain is the server's own, as far as names tell: `example.com` for `owa.example.com`.
bool is_domain_of(std::string_view domain, std::string_view host);

} // namespace easprobe
