#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace easprobe {

/// A host name in the ASCII form that goes on the wire and into certificates: each label with other letters
/// becomes `xn--` and its Punycode (RFC 3492, RFC 5891 4.4). Capital letters of Latin-1, Greek and Cyrillic
/// become small ones; nothing is composed or decomposed. ASCII labels stay as they are.
/// Nothing for what is not UTF-8, and for a label that grows beyond 63 characters (RFC 1035 2.3.4).
std::optional<std::string> ascii_host(std::string_view name);

} // namespace easprobe
