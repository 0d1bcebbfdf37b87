#pragma once

#include "client/session/errands/errand.h"

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

/// A request for the trace at hand. `on_answer` never sees an answer for want of time, and none that asks for
/// a policy: that one is fetched, and the request sent again.
Action send_clearing(State& state, transport::Sending sending, ErrandStep step, State::OnAnswer on_answer);

Action clear_item(State& state, const Trace& trace);
Action clear_folder(State& state, const Trace& trace);
/// Looks into a folder for copies; each that bears the run's mark becomes a trace of its own.
Action clear_copies(State& state, const Trace& place);

} // namespace easprobe::session
