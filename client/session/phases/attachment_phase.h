#pragma once

#include "client/session/state.h"

namespace easprobe::session {

Action begin_attachment(State& state);

} // namespace easprobe::session
