// The phone's first request: which protocol versions and commands does the server have? It carries the
// credentials unasked and the same query as every other request, without Cmd.

#include "client/session/phases/options_phase.h"

#include "client/session/answer.h"
#include "client/session/progress.h"
#include "client/session/request.h"
#include "protocol/eas/options.h"

namespace easprobe::session {

namespace {

eas::ProtocolVersion highest_of(const HandsetProfile& profile)
{
    return profile.activesync.versions.back();
}

Action press_on(State& state)
{
    if (!state.version)
        state.version = state.options.pinned_version.value_or(highest_of(state.profile));
    return next_leg(state);
}

Action after_options(State& state, const Exchange& answer)
{
    if (const auto refusal = refusal_of(answer))
        return stop(state, Phase::Options, *refusal + " to OPTIONS", press_on);
    const eas::OptionsReply reply = eas::read_options(answer.response()->headers);
    state.commands = reply.commands;
    if (reply.versions.empty())
        return stop(state, Phase::Options, "an answer to OPTIONS without MS-ASProtocolVersions", press_on);
    const auto pinned = state.options.pinned_version;
    state.version = eas::highest_common(pinned ? std::vector<eas::ProtocolVersion>{*pinned}
                                               : state.profile.activesync.versions,
                                        reply.versions);
    if (!state.version)
        return stop(state, Phase::Options, "no protocol version in common", press_on);
    return leg_done(state);
}

} // namespace

Action begin_options(State& state)
{
    transport::Sending sending;
    sending.request = make_request(state, std::nullopt, {});
    state.outstanding = {.sending = std::move(sending), .on_answer = after_options};
    return state.outstanding.sending;
}

} // namespace easprobe::session
