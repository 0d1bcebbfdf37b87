#pragma once

#include "client/checks/check.h"

#include <span>
#include <string_view>
#include <vector>

namespace easprobe::checks {

/// Every check there is, in report order.
std::span<const Check* const> catalogue();

/// Those of one phase, in report order.
std::vector<const Check*> catalogue_of(Phase phase);

/// Null when there is no such id.
const Check* find_check(std::string_view id);

} // namespace easprobe::checks
