#pragma once

#include "client/evidence/exchange.h"

#include <chrono>
#include <cstdint>
#include <memory>

namespace easprobe {

/// What a run takes from the machine it runs on, besides the network. With the same time and chance and a
/// server that answers the same, a run is the same to the last byte.
class TimeAndChance {
  public:
    virtual ~TimeAndChance() = default;

    /// What time it is.
    virtual std::chrono::sys_time<Milliseconds> now() = 0;
    /// For what has taken how long.
    virtual std::chrono::steady_clock::time_point steady() = 0;
    /// Any number.
    virtual std::uint32_t random() = 0;
};

/// The machine's clocks and its own source of random numbers; one for each run.
std::unique_ptr<TimeAndChance> machine_time_and_chance();

} // namespace easprobe
