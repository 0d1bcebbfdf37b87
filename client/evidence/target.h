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

} // namespace easprobe
