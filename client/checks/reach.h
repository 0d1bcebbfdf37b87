#pragma once

#include "client/checks/case.h"

#include <string>

namespace easprobe::checks {

enum class Reach {
    Reached,
    NotNeeded,  ///< The handset syncs without it here: no policy asked for, Direct Push switched off.
    NotReached, ///< It would have come to it, and did not.
};

struct PhaseReach {
    Reach reach = Reach::NotReached;
    std::string reason; ///< In words; empty when reached.
};

/// How far the evidence goes.
/// As Case::reach says it, which keeps it.
PhaseReach reach_of(const Case& given, Phase phase);

} // namespace easprobe::checks
