#pragma once

#include "client/session/state.h"

namespace easprobe::session {

Action begin_ping(State& state);

} // namespace easprobe::session
