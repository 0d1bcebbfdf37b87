#pragma once

#include "client/checks/check.h"

#include <span>
#include <string_view>

namespace easprobe::checks {

/// Every check there is, in report order.
std::span<const Check* const> catalogue();

/// Null when there is no such id.
const Check* find_check(std::string_view id);

} // namespace easprobe::checks
