#pragma once

#include "client/session/state.h"

namespace easprobe::session {

/// The owner's errands, then our own questions.
Action begin_probes(State& state);

/// The questions themselves.
Action ask_probes(State& state);

} // namespace easprobe::session
