#pragma once

#include "client/session/state.h"

namespace easprobe::session {

/// What an item that the run has made still needs to be gone.
Action clear_item(State& state, const Trace& trace);

} // namespace easprobe::session
