// What the run has made in the mailbox goes again: at the end of each errand, and before the run ends, for
// whatever reason it does. It goes on for some seconds beyond the run's own deadline, and no longer.

#include "client/session/clearing/clearing.h"

#include "client/session/clearing/clearing_folders.h"
#include "client/session/clearing/clearing_items.h"
#include "client/session/errands/errand_requests.h"
#include "client/session/errands/errands.h"
#include "protocol/text/printable.h"

#include <algorithm>
#include <fmt/format.h>

namespace easprobe::session {

namespace {

constexpr Milliseconds timeout{10'000};
constexpr Milliseconds pause{1000};

std::string_view word_of(std::string_view item_class)
{
    return item_class == "Email"      ? "mail"
           : item_class == "Calendar" ? "event"
           : item_class == "Contacts" ? "contact"
           : item_class == "Tasks"    ? "task"
                                      : "folder";
}

/// What is in the run's own folder goes with it.
void leave_behind(State& state, std::string_view why)
{
    const Trace trace = trace_at_hand(state);
    state.errands.traces.pop_back();
    if (trace.kind == Trace::Kind::Copies)
        state.errands.left_behind.push_back(fmt::format(
            "copies of the mail, perhaps, in the folder \"{}\": {}", printable(trace.name, 80), why));
    else if (!is_in_own_folder(state, trace))
        state.errands.left_behind.push_back(
            fmt::format("the {} \"{}\": {}", word_of(trace.item_class), trace.name, why));
}

bool is_out_of_time(const Exchange& answer)
{
    return answer.failure() != nullptr && answer.failure()->kind == TransportFailure::Kind::DeadlineReached;
}

void leave_all_behind(State& state, std::string_view why)
{
    while (!state.errands.traces.empty())
        leave_behind(state, trace_at_hand(state).deleted ? not_seen : why);
    state.errands.clearing = false;
}

Action out_of_time(State& state)
{
    Errands& errands = state.errands;
    leave_all_behind(state, "no time was left to remove it");
    if (!errands.ending)
        errands.ending = Ending{Ending::Kind::DeadlineReached, Phase::Sync, "the run's time was up"};
    return Done{*errands.ending};
}

/// Every answer to a request of clearing away comes by here.
Action after_request(State& state, const Exchange& answer)
{
    if (is_out_of_time(answer))
        return out_of_time(state);
    return state.errands.on_clearing_answer(state, answer);
}

} // namespace

Trace& trace_at_hand(State& state)
{
    return state.errands.traces.back();
}

Action next_trace(State& state)
{
    state.errands.clearing_try = 0;
    state.errands.clearing_windows = 0;
    state.errands.clearing_anew = 0;
    return clear_next(state);
}

Action is_cleared(State& state)
{
    state.errands.traces.pop_back();
    return next_trace(state);
}

Action give_up(State& state, std::string_view why)
{
    leave_behind(state, why);
    return next_trace(state);
}

Action send_clearing(State& state, Outstanding request, ErrandStep step, OnAnswer on_answer)
{
    if (++state.errands.clearing_requests > most_clearing_requests) {
        leave_all_behind(state, "it took too many requests to remove what there was");
        return Done{state.errands.ending.value_or(
            Ending{Ending::Kind::Blocked, Phase::Sync, "no end of clearing away"})};
    }
    request.sending.step = step;
    request.sending.clean_up = true;
    request.sending.timeout = timeout;
    // A look that found nothing is repeated after a while only.
    if (state.errands.clearing_try > 1 && step == ErrandStep::ClearingLook)
        request.sending.delay = pause;
    ++state.errands.clearing_try;
    request.on_answer = after_request;
    state.errands.on_clearing_answer = on_answer;
    state.outstanding = std::move(request);
    return state.outstanding.sending;
}

Action clear_next(State& state)
{
    Errands& errands = state.errands;
    if (errands.traces.empty() || is_for_the_end(state, trace_at_hand(state))) {
        errands.clearing = false;
        return errands.ending ? Action(Done{*errands.ending}) : go_on_with_errands(state);
    }
    const Trace& trace = trace_at_hand(state);
    switch (trace.kind) {
    case Trace::Kind::Folder:
        return clear_folder(state, trace);
    case Trace::Kind::Copies:
        return clear_copies(state, trace);
    case Trace::Kind::Item:
        break;
    }
    return clear_item(state, trace);
}

Action begin_clearing(State& state)
{
    Errands& errands = state.errands;
    errands.clearing = true;
    errands.clearing_try = 0;
    errands.clearing_windows = 0;
    errands.clearing_anew = 0;
    // The last one first: items, then the folders where copies of them may be, then the folder that was made.
    std::ranges::stable_sort(errands.traces, {}, [](const Trace& trace) {
        return trace.kind == Trace::Kind::Folder ? 0 : trace.kind == Trace::Kind::Copies ? 1 : 2;
    });
    return clear_next(state);
}

Action leave_clean(State& state, Action action)
{
    Errands& errands = state.errands;
    if (auto* const sending = std::get_if<transport::Sending>(&action)) {
        sending->clean_up |= errands.clearing; // A policy that the server wants first is part of it.
        return action;
    }
    const auto* const done = std::get_if<Done>(&action);
    if (done == nullptr || errands.traces.empty())
        return action;
    if (errands.ending) {
        leave_all_behind(state, "the server let nothing more be done");
        return Done{*errands.ending};
    }
    errands.ending = done->ending;
    return begin_clearing(state);
}

Action end_run(State& state, Ending ending)
{
    if (!state.errands.clearing)
        return leave_clean(state, Done{std::move(ending)});
    leave_all_behind(state, "too much came while it was being removed");
    return Done{state.errands.ending.value_or(std::move(ending))};
}

} // namespace easprobe::session
