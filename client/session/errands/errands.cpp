// What the phone does when its owner asks for it, one errand after the other, each step a request. With
// --write these change the mailbox; what they make is taken away again, come what may.

#include "client/session/errands/errands.h"

#include "client/session/clearing/clearing.h"
#include "client/session/progress.h"

#include <algorithm>
#include <array>

namespace easprobe::session {

namespace {

constexpr std::array all_errands = {&tell_settings,   &look_up,           &make_mail_folder,
                                    &mail_to_oneself, &answer_invitation, &file_mail,
                                    &keep_contact,    &keep_event,        &keep_task};

/// A mail to oneself is there after a few seconds, or something is wrong with its way.
constexpr int most_tries = 7;
constexpr Milliseconds pause{1000};

Action next_step(State& state, Milliseconds delay = {});

Action next_errand(State& state)
{
    ++state.errands.errand;
    state.errands.step = 0;
    state.errands.tries = 0;
    return next_step(state);
}

bool has_to_clear(const State& state)
{
    return std::ranges::any_of(state.errands.traces,
                               [&](const Trace& trace) { return !is_for_the_end(state, trace); });
}

Action take_answer(State& state, const Exchange& answer)
{
    Errands& errands = state.errands;
    const Errand& errand = current_errand(state);
    Turn turn = errand.steps[errands.step].take(state, answer);
    if (++errands.tries >= most_tries && turn != Turn::GiveUp)
        turn = Turn::Next; // The steps that need what has not come are passed over.
    if (turn == Turn::Again || turn == Turn::AgainLater)
        return next_step(state, turn == Turn::AgainLater ? pause : Milliseconds(0));
    errands.step = turn == Turn::GiveUp ? errand.steps.size() : errands.step + 1;
    errands.tries = 0;
    return next_step(state);
}

Action next_step(State& state, Milliseconds delay)
{
    Errands& errands = state.errands;
    while (errands.errand < all_errands.size()) {
        const Errand& errand = current_errand(state);
        const bool allowed = !errand.writes || state.circumstances.write;
        if (!allowed || errands.step >= errand.steps.size())
            return errand.clears && has_to_clear(state) ? begin_clearing(state) : next_errand(state);
        const Step& step = errand.steps[errands.step];
        errands.traces_before = errands.traces.size();
        auto request = step.request(state);
        if (!request) {
            ++errands.step;
            errands.tries = 0;
            continue;
        }
        request->sending.step = step.name;
        request->sending.delay = delay;
        request->on_answer = take_answer;
        state.outstanding = std::move(*request);
        return state.outstanding.sending;
    }
    return next_leg(state);
}

} // namespace

bool is_for_the_end(const State& state, const Trace& trace)
{
    const bool at_end = state.errands.ending || state.errands.errand + 1 >= all_errands.size();
    return trace.kind == Trace::Kind::Folder && trace.deleted && !at_end;
}

const Errand& current_errand(const State& state)
{
    return *all_errands.at(state.errands.errand);
}

Action begin_errands(State& state)
{
    state.errands.own_address = state.options.mail_address;
    return next_step(state);
}

Action go_on_with_errands(State& state)
{
    return next_step(state);
}

} // namespace easprobe::session
