#pragma once

#include "client/session/state.h"

namespace easprobe::session {

/// The phone's first request.
Action begin_options(State& state);

} // namespace easprobe::session
