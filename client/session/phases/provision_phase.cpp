// The server's policy, in two phases (MS-ASPROV 3.1.5.1): fetch it under a temporary key, say what became of
// it, get the final key, and send again what was refused without it. Each provisioning ends with a new key;
// the one before is worth nothing from then on.

#include "client/session/phases/provision_phase.h"

#include "client/session/answer.h"
#include "client/session/progress.h"
#include "client/session/request.h"
#include "protocol/eas/provision.h"
#include "protocol/eas/statuses.h"

#include <algorithm>
#include <fmt/format.h>

namespace easprobe::session {

namespace {

/// A phone asked for its policy again and again keeps coming; its owner sees it never finish. More rounds
/// than these prove nothing new.
constexpr int most_provisionings = 3;

/// The command that was refused, with the key that the phone now has.
Action send_again(State& state)
{
    state.outstanding = std::move(*state.waits_for_policy);
    state.waits_for_policy.reset();
    Outstanding& again = state.outstanding;
    again.sending.request = make_request(state, again.command, again.sending.request.body,
                                         SendCredentials::Yes, again.parameters);
    return again.sending;
}

Action fetch_policy(State& state);

/// A document that cannot be read is not applied.
eas::PolicyAcknowledgement acknowledgement_of(const State& state, const eas::ProvisionReply& policy)
{
    if (!policy.document_fault.empty())
        return eas::PolicyAcknowledgement::NotApplied;
    const auto& settings = policy.settings;
    const bool all = std::all_of(settings.begin(), settings.end(), [&](const eas::PolicySetting& setting) {
        return !eas::is_demand(setting) || state.profile.policies.covers(setting.name);
    });
    if (all)
        return eas::PolicyAcknowledgement::Applied;
    return state.profile.policies.refuses_beyond ? eas::PolicyAcknowledgement::NotApplied
                                                 : eas::PolicyAcknowledgement::PartlyApplied;
}

/// What every answer to Provision is refused for; the reply otherwise.
tl::expected<eas::ProvisionReply, std::string> reply_of(const Exchange& answer)
{
    if (is_policy_demand(answer))
        return tl::unexpected(std::string("HTTP 449 to Provision itself"));
    auto reply = reply_to("Provision", answer, eas::read_provision);
    if (!reply)
        return reply;
    if (!reply->remote_wipe && reply->status != eas::policy_status::good)
        return tl::unexpected(fmt::format("Provision status {}", reply->status));
    return reply;
}

Action after_wipe_acknowledgement(State& state, const Exchange& answer)
{
    const http::Response* response = answer.response();
    return stop(state, Phase::Provision,
                response != nullptr && response->status == 200
                    ? "the server ordered this handset to be wiped, and the order was confirmed"
                    : "the server ordered this handset to be wiped, and the confirmation was not taken");
}

/// A phone confirms the order first and erases itself then. Here is nothing to erase: the order is confirmed
/// only where changes to the server are allowed, and the report says that no phone was wiped. The order for a
/// device id that somebody has given may be meant for a real phone, which would then never get it.
Action meet_remote_wipe(State& state)
{
    if (!state.circumstances.write)
        return stop(state, Phase::Provision, "the server orders this handset to be wiped");
    if (!state.options.own_device_id)
        return stop(
            state, Phase::Provision,
            "the server orders the device with the given id to be wiped, which is left to that device");
    return send_command(state, eas::Command::Provision, eas::make_remote_wipe_acknowledgement(),
                        after_wipe_acknowledgement);
}

Action after_acknowledgement(State& state, const Exchange& answer)
{
    const auto reply = reply_of(answer);
    if (!reply)
        return stop(state, Phase::Provision, reply.error());
    if (reply->remote_wipe)
        return meet_remote_wipe(state);
    if (reply->policy_status == eas::policy_status::wrong_key && !state.refetched) {
        state.refetched = true;
        return fetch_policy(state);
    }
    if (reply->policy_status.value_or(eas::policy_status::good) != eas::policy_status::good)
        return stop(state, Phase::Provision,
                    fmt::format("policy status {} to the acknowledgement", *reply->policy_status));
    if (reply->policy_key.empty())
        return stop(state, Phase::Provision, "no final PolicyKey in the answer to the acknowledgement");
    state.policy_key = reply->policy_key;
    return after_phase(state, Phase::Provision, send_again);
}

Action after_refusal(State& state, const Exchange&)
{
    return stop(state, Phase::Provision, "this handset does not take the policy");
}

Action after_policy(State& state, const Exchange& answer)
{
    const auto reply = reply_of(answer);
    if (!reply)
        return stop(state, Phase::Provision, reply.error());
    if (reply->remote_wipe)
        return meet_remote_wipe(state);
    if (reply->policy_status == eas::policy_status::no_policy)
        return after_phase(state, Phase::Provision, send_again); // Key 0 stays good (MS-ASPROV 3.1.5.1).
    if (reply->policy_status.value_or(eas::policy_status::good) != eas::policy_status::good)
        return stop(state, Phase::Provision, fmt::format("policy status {}", *reply->policy_status));
    if (reply->policy_key.empty())
        return stop(state, Phase::Provision, "a policy without a PolicyKey");
    state.policy_key = reply->policy_key;
    const auto acknowledgement = acknowledgement_of(state, *reply);
    const auto body = eas::make_provision_acknowledgement(*state.version, reply->policy_key, acknowledgement);
    return send_command(state, eas::Command::Provision, body,
                        acknowledgement == eas::PolicyAcknowledgement::NotApplied ? after_refusal
                                                                                  : after_acknowledgement);
}

Action fetch_policy(State& state)
{
    state.policy_key = "0"; // MS-ASPROV 3.1.5.1.1.
    return send_command(state, eas::Command::Provision, eas::make_provision_request(*state.version),
                        after_policy);
}

} // namespace

Action begin_provision(State& state)
{
    if (++state.provisionings > most_provisionings)
        return stop(state, Phase::Provision,
                    fmt::format("HTTP 449 once more after {} finished provisionings", most_provisionings));
    state.waits_for_policy = std::move(state.outstanding);
    return fetch_policy(state);
}

} // namespace easprobe::session
