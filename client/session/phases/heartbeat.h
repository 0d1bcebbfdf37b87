#pragma once

#include "client/handset/profile.h"

#include <chrono>
#include <optional>

namespace easprobe::session {

/// How long a quiet connection lives, as far as the Pings of this run have shown.
struct HeartbeatSearch {
    std::chrono::seconds survived{0};             ///< The longest that was held; 0: none was.
    std::optional<std::chrono::milliseconds> cut; ///< The shortest after which a connection was cut.

    void note_survival(std::chrono::seconds held);
    void note_cut(std::chrono::milliseconds after);
};

/// What to hold after a cut: the phone falls back to its shortest heartbeat and from there grows by its step;
/// below its shortest, where the phone has given up, halving finds out what would live. Nothing once that is
/// known to a step, or to an eighth below the phone's shortest, and nothing as long as no connection was cut.
std::optional<std::chrono::seconds> next_interval(const Push& push, const HeartbeatSearch& search);

} // namespace easprobe::session
