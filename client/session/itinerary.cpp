#include "client/session/itinerary.h"

#include "client/session/errands/errands.h"
#include "client/session/phases/attachment_phase.h"
#include "client/session/phases/folder_sync_phase.h"
#include "client/session/phases/options_phase.h"
#include "client/session/phases/ping_phase.h"
#include "client/session/phases/probes.h"
#include "client/session/phases/sync_phase.h"
#include "client/session/progress.h"

#include <algorithm>
#include <optional>

namespace easprobe::session {

namespace {

struct LegFacts {
    Leg leg;
    std::optional<Phase> phase; ///< Of the requests that it consists of, where it is one of the phone's own.
    Action (*begin)(State&);
};

constexpr std::array all_legs = {
    LegFacts{Leg::Options, Phase::Options, begin_options},
    LegFacts{Leg::FolderSync, Phase::FolderSync, begin_folder_sync},
    LegFacts{Leg::Sync, Phase::Sync, begin_sync},
    LegFacts{Leg::Attachment, Phase::Sync, begin_attachment},
    LegFacts{Leg::Ping, Phase::Ping, begin_ping},
    LegFacts{Leg::Errands, std::nullopt, begin_errands},
    LegFacts{Leg::Questions, std::nullopt, ask_probes},
};

/// Null behind the last one.
const LegFacts* facts_of(const State& state, std::size_t leg)
{
    const std::span<const Leg> legs = state.options.itinerary.legs;
    return leg < legs.size() ? &*std::ranges::find(all_legs, legs[leg], &LegFacts::leg) : nullptr;
}

Action begin_leg(State& state)
{
    const LegFacts* const leg = facts_of(state, state.leg);
    return leg == nullptr ? finish(state) : leg->begin(state);
}

} // namespace

Action begin_itinerary(State& state)
{
    state.leg = 0;
    return begin_leg(state);
}

Action next_leg(State& state)
{
    const Itinerary& itinerary = state.options.itinerary;
    if (!itinerary.stays || state.leg + 1 < itinerary.legs.size())
        ++state.leg;
    return begin_leg(state);
}

Action leg_done(State& state)
{
    const LegFacts* const done = facts_of(state, state.leg);
    const LegFacts* const next = facts_of(state, state.leg + 1);
    const bool goes_on = done == nullptr || !done->phase || (next != nullptr && next->phase == done->phase);
    return goes_on ? next_leg(state) : after_phase(state, *done->phase, next_leg);
}

} // namespace easprobe::session
