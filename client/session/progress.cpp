#include "client/session/progress.h"

#include <utility>

namespace easprobe::session {

Action stop(State& state, Phase phase, std::string reason, Action (*otherwise)(State&))
{
    Ending ending{Ending::Kind::Blocked, phase, std::move(reason)};
    if (!state.blocked)
        state.blocked = ending;
    if (state.circumstances.press_on && otherwise != nullptr)
        return otherwise(state);
    return Done{*state.blocked};
}

Action finish(State& state)
{
    return Done{state.blocked.value_or(Ending{})};
}

Action after_phase(State& state, Phase done, Action (*next)(State&))
{
    if (state.circumstances.until && *state.circumstances.until <= done)
        return Done{state.blocked.value_or(Ending{Ending::Kind::StoppedAsAsked, done, "asked to stop here"})};
    return next(state);
}

} // namespace easprobe::session
