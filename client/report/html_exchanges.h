#pragma once

#include "client/report/report.h"

#include <pugixml.hpp>
#include <string>

namespace easprobe::report {

/// The id of an exchange on the page; `run` is the article's own.
std::string exchange_id(const std::string& run, int number);

/// What was sent and what came, one exchange after the other: heads, decoded bodies and, for an exchange that
/// a finding rests on, the bytes beside them, each within bounds.
void add_exchanges(pugi::xml_node parent, const Report& report, const std::string& run);

} // namespace easprobe::report
