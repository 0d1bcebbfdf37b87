#pragma once

#include "client/session/state.h"

#include <string_view>

// How what the run has made in the mailbox goes again, one trace after the other; the last one made is the
// one at hand.

namespace easprobe::session {

/// Requests that one trace may cost.
inline constexpr std::size_t most_clearing_tries = 5;
/// Windows of items that are looked through for one trace.
inline constexpr std::size_t most_clearing_windows = 20;

/// Requests that clearing away may cost a run in all.
inline constexpr std::size_t most_clearing_requests = 400;

// Why something stays.
inline constexpr std::string_view still_there = "the server says that it deletes it, and still has it";
inline constexpr std::string_view not_seen =
    "deleted, the server says, and whether it is gone could not be seen";

/// Takes away what the traces stand for, then goes on with the errands, or ends the run where it has its
/// ending already.
Action begin_clearing(State& state);

/// Lets no run end before what it has made in the mailbox is cleared away, as far as that can be done.
Action leave_clean(State& state, Action action);

/// Ends the run at once, or once it has cleared away; what it is clearing away already stays.
Action end_run(State& state, Ending ending);

Trace& trace_at_hand(State& state);

/// What the trace at hand still needs.
Action clear_next(State& state);

/// The trace at hand is dealt with: the next one.
Action next_trace(State& state);

/// It is gone: struck out, and the next one.
Action is_cleared(State& state);

/// It stays, and the report says so; the next one.
/// @param why In words that follow a colon.
Action give_up(State& state, std::string_view why);

/// A request for the trace at hand. `on_answer` never sees that there was no answer for want of time.
Action send_clearing(State& state, Outstanding request, ErrandStep step, OnAnswer on_answer);

} // namespace easprobe::session
