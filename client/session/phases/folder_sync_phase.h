#pragma once

#include "client/session/state.h"

namespace easprobe::session {

Action begin_folder_sync(State& state);

/// The server says that its folders have changed: asks for them, once in a run, and goes on with `then`. The
/// collections keep their keys where their folders are the same.
Action renew_folders(State& state, Action (*then)(State&));

} // namespace easprobe::session
