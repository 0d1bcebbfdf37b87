#pragma once

#include "client/session/state.h"

namespace easprobe::session {

Action begin_ping(State& state);

/// Back from what a Ping led to.
Action resume_ping(State& state);

} // namespace easprobe::session
