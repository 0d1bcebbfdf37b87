#pragma once

#include "client/run/time_and_chance.h"

#include <random>

namespace easprobe::rig {

/// A clock that stands, and chance that is the same each time.
class FixedNature final : public TimeAndChance {
  public:
    explicit FixedNature(std::chrono::sys_time<Milliseconds> now, std::uint32_t seed = 1)
        : now_(now), numbers_(seed)
    {}

    std::chrono::sys_time<Milliseconds> now() override { return now_; }
    std::chrono::steady_clock::time_point steady() override { return {}; }
    std::uint32_t random() override { return static_cast<std::uint32_t>(numbers_()); }

  private:
    std::chrono::sys_time<Milliseconds> now_;
    std::mt19937 numbers_;
};

/// While it lives, OpenSSL's chance is the same each time, for this process's servers with their TLS: by the
/// order in which threads come to ask, and each has a series of its own. One at a time.
class FixedChanceOfServers {
  public:
    FixedChanceOfServers();
    ~FixedChanceOfServers();
    FixedChanceOfServers(const FixedChanceOfServers&) = delete;
    FixedChanceOfServers& operator=(const FixedChanceOfServers&) = delete;
};

} // namespace easprobe::rig
