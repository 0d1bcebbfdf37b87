#pragma once

#include "protocol/wbxml/decoder.h"

#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace easprobe::oracle {

/// Names in which libwbxml is known to differ (libwbxml_names.inc), by page and token, as far as they were
/// met.
using UsedNames = std::set<std::pair<int, int>>;

/// What the two engines say differently of the same bytes, a line each. libwbxml's own known faults are
/// allowed for: its names, their case, the form of its namespaces, carriage returns that XML loses, base64
/// for some opaque data, and XML that is none where a string is no XML text.
std::vector<std::string> disagreements(const wbxml::Decoded& ours, std::string_view bytes,
                                       UsedNames* used = nullptr);

/// How many names are known to differ.
std::size_t known_name_count();

} // namespace easprobe::oracle
