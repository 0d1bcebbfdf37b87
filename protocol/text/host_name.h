#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace easprobe {

/// Whether all of it could stand in a host name or an address: letters and digits, "-", ".", "_" and ":", and
/// whatever is beyond ASCII. Not so for nothing at all.
bool is_host_text(std::string_view text);

/// A host name in the ASCII form that goes on the wire and into certificates: a name with other letters is
/// mapped and written with Punycode, as browsers and curl do (UTS #46, non-transitional; RFC 5891 4.4). One
/// in ASCII stays as it is. Nothing for what is not UTF-8, and for what no host name can be made of (RFC
/// 1035 2.3.4), 1000 bytes at most.
std::optional<std::string> ascii_host(std::string_view name);

} // namespace easprobe
