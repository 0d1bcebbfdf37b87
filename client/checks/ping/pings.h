#pragma once

#include "client/checks/case.h"
#include "protocol/eas/ping.h"

#include <chrono>
#include <optional>
#include <vector>

namespace easprobe::checks::ping {

/// One Ping of the handset's.
struct Held {
    const Exchange* exchange = nullptr;
    std::chrono::seconds heartbeat{0};   ///< Asked for, by this one or, where it is empty, by one before.
    std::size_t folders = 0;             ///< Watched; likewise.
    std::optional<eas::PingReply> reply; ///< Nothing where no readable answer came.
};

/// A gateway on the way gave up waiting for the server, which to the phone is a connection that was cut.
bool was_given_up(const Exchange& ping);

std::vector<Held> pings_of(const Case& given);

} // namespace easprobe::checks::ping
