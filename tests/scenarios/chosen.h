#pragma once

#include <string>
#include <vector>

namespace easprobe::scenarios {

/// The names that the program was given, `scenario_tests http/503`: those are played, else all of them.
const std::vector<std::string>& chosen();

} // namespace easprobe::scenarios
