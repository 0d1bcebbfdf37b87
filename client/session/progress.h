#pragma once

#include "client/session/state.h"

namespace easprobe::session {

/// The phone goes no further: done, or, when pressing on, whatever `otherwise` begins.
Action stop(State& state, Phase phase, std::string reason, Action (*otherwise)(State&) = nullptr);

/// The phone has done all it does.
Action finish(State& state);

/// The phase is complete: stops when this is where the user asked to stop, else begins the next one.
Action after_phase(State& state, Phase done, Action (*next)(State&));

/// The first leg of the itinerary.
Action begin_itinerary(State& state);
/// The leg has done what it is for: stops where the user asked to stop, else as next_leg.
Action leg_done(State& state);
/// Begins what comes after the leg at hand, whatever came of that one.
Action next_leg(State& state);

} // namespace easprobe::session
