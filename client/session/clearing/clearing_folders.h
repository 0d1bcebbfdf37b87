#pragma once

#include "client/session/state.h"

namespace easprobe::session {

/// What the folder that the run has made still needs to be gone.
Action clear_folder(State& state, const Trace& trace);

/// Looks into a folder for copies; each that bears the run's mark becomes a trace of its own.
Action clear_copies(State& state, const Trace& place);

} // namespace easprobe::session
