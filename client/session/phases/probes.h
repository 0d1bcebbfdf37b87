#pragma once

#include "client/session/state.h"

namespace easprobe::session {

/// Our own questions, one after the other.
Action ask_probes(State& state);

} // namespace easprobe::session
