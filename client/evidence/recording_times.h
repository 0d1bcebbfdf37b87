#pragma once

#include "client/evidence/exchange.h"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace easprobe {

using RecordedTime = std::chrono::sys_time<Milliseconds>;

/// "2026-11-24T13:00:00.123Z".
std::string to_recorded(RecordedTime time);

/// The same, or any date and time of ISO 8601 with or without a fraction of a second.
std::optional<RecordedTime> parse_recorded(std::string_view text);

} // namespace easprobe
