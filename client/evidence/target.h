#pragma once

#include "client/evidence/evidence.h"

#include <string>
#include <string_view>
#include <tl/expected.hpp>

namespace easprobe {

/// What a person types as the server: `host`, `host:port`, `[address]:port`, or `https://host[:port][/path]`.
/// A name with letters beyond ASCII becomes the one that DNS and certificates have (`xn--...`). A path that
/// is missing or bare is the ActiveSync directory. The error is a sentence for that person.
tl::expected<Target, std::string> parse_target(std::string_view text);

/// An e-mail address with one '@' and a domain behind it, at most 254 characters. A domain with letters
/// beyond ASCII becomes the one that DNS and certificates have (`xn--...`); the rest is as it stands. The
/// error is a sentence for a person.
tl::expected<std::string, std::string> parse_address(std::string_view text);

} // namespace easprobe
