#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace easprobe::x509 {

/// One attribute of a name: `CN` and `mail.example.test`.
struct NameAttribute {
    std::string type;  ///< Short name of the attribute, or its dotted identifier where it has none.
    std::string value; ///< UTF-8; of a value that is no text, `#` and the bytes in hex.
};

/// A distinguished name as encoded: relative names from the root down, mostly of one attribute each.
using DistinguishedName = std::vector<std::vector<NameAttribute>>;

/// The name in an encoded X.501 Name.
std::optional<DistinguishedName> read_name(std::string_view der);

/// The name in an RFC 4514 text; blanks around the separators are allowed.
std::optional<DistinguishedName> parse_name(std::string_view rfc4514);

/// RFC 4514 text, the last relative name first, separated by a comma and a blank.
std::string to_string(const DistinguishedName& name);

/// A text that is equal for equal names, in the sense of RFC 5280 7.1: the string types of the encoding, the
/// case of ASCII letters and the amount of white space do not count.
std::string canonical(const DistinguishedName& name);

} // namespace easprobe::x509
