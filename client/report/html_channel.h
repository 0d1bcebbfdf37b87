#pragma once

#include "client/report/report.h"

#include <pugixml.hpp>
#include <string>

namespace easprobe::report {

/// The id of what a finding rests on; empty for what is not on the page by itself, such as a name.
std::string proof_id(const std::string& run, const checks::Proof& proof);

/// Below the conversation: each hello with what was offered and what came back, bytes included, and each
/// certificate of the path.
void add_channel(pugi::xml_node parent, const Report& report, const std::string& run);

} // namespace easprobe::report
