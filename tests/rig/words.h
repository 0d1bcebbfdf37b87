#pragma once

#include "client/checks/runner.h"
#include "client/evidence/evidence.h"

#include <string>
#include <vector>

// What a test that fails says of what happened.

namespace easprobe::rig {

/// "blocker trust.name-matches", in the order of the words; a check that broke is "broken ID: WHAT".
std::vector<std::string> findings_of(const std::vector<checks::Result>& results);

/// A line for each that is in one list alone: "missing: ..." or "not expected: ...". Empty where both are the
/// same; the lists are sorted.
std::string differences(const std::vector<std::string>& found, const std::vector<std::string>& wanted);

/// Every exchange with what was asked and answered, its bodies decoded and cut where they are long.
std::string conversation_of(const Evidence& evidence);

} // namespace easprobe::rig
