#pragma once

#include "client/session/state.h"

namespace easprobe::session {

/// Fetches the server's policy, then sends again what the server refused for want of it: what is outstanding.
Action begin_provision(State& state);

} // namespace easprobe::session
