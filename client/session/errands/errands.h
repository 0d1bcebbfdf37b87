#pragma once

#include "client/session/errands/errand.h"
#include "client/session/state.h"

namespace easprobe::session {

/// What its owner asks of the phone, one errand after the other.
Action begin_errands(State& state);

/// From the step at hand, once the traces are cleared away.
Action go_on_with_errands(State& state);

/// The errand at hand.
const Errand& current_errand(const State& state);

/// The folder made for the run, deleted as the server says. That it is gone is looked at when the run ends:
/// it takes all folders from key 0, after which a server may number them anew.
bool is_for_the_end(const State& state, const Trace& trace);

} // namespace easprobe::session
