// The server's policy, in two phases (MS-ASPROV 3.1.5.1): fetch it under a temporary key, say what became of
// it, get the final key, and send again what was refused without it.

#include "client/session/request.h"
#include "client/session/state.h"

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
    transport::Sending sending = state.last_sent;
    sending.request =
        make_request(state, state.last_command, sending.request.body, SendCredentials::Yes, state.last_reply);
    state.on_answer = state.resume;
    return sending;
}

eas::PolicyAcknowledgement acknowledgement_of(const State& state,
                                              const std::vector<eas::PolicySetting>& settings)
{
    const bool all = std::all_of(settings.begin(), settings.end(), [&](const eas::PolicySetting& setting) {
        return !eas::is_demand(setting) || state.profile.policies.covers(setting.name);
    });
    return all ? eas::PolicyAcknowledgement::Applied : eas::PolicyAcknowledgement::PartlyApplied;
}

/// What both phases refuse; the reply otherwise.
tl::expected<eas::ProvisionReply, std::string> reply_of(const Exchange& answer)
{
    if (is_policy_demand(answer))
        return tl::unexpected(std::string("HTTP 449 to Provision itself"));
    if (const auto refusal = refusal_of(answer))
        return tl::unexpected(refusal->reason + " to Provision");
    if (answer.reply() == nullptr)
        return tl::unexpected(std::string("an empty answer to Provision"));
    auto reply = eas::read_provision(*answer.reply());
    if (!reply)
        return tl::unexpected("an answer to Provision with " + reply.error().what);
    if (reply->remote_wipe)
        return tl::unexpected(std::string("the server orders this handset to be wiped"));
    if (reply->status != 1)
        return tl::unexpected(fmt::format("Provision status {}", reply->status));
    return std::move(*reply);
}

Action after_acknowledgement(State& state, const Exchange& answer)
{
    const auto reply = reply_of(answer);
    if (!reply)
        return stop(state, Phase::Provision, reply.error());
    if (reply->policy_status.value_or(1) != 1)
        return stop(state, Phase::Provision,
                    fmt::format("policy status {} to the acknowledgement", *reply->policy_status));
    if (reply->policy_key.empty())
        return stop(state, Phase::Provision, "no final PolicyKey in the answer to the acknowledgement");
    state.policy_key = reply->policy_key;
    return after_phase(state, Phase::Provision, send_again);
}

Action after_policy(State& state, const Exchange& answer)
{
    constexpr int no_policy = 2;
    const auto reply = reply_of(answer);
    if (!reply)
        return stop(state, Phase::Provision, reply.error());
    if (reply->policy_status == no_policy)
        return after_phase(state, Phase::Provision, send_again); // Key 0 stays good (MS-ASPROV 3.1.5.1).
    if (reply->policy_status.value_or(1) != 1)
        return stop(state, Phase::Provision, fmt::format("policy status {}", *reply->policy_status));
    if (reply->policy_key.empty())
        return stop(state, Phase::Provision, "a policy without a PolicyKey");
    state.policy_key = reply->policy_key;
    const auto body = eas::make_provision_acknowledgement(*state.version, reply->policy_key,
                                                          acknowledgement_of(state, reply->settings));
    return send_command(state, eas::Command::Provision, body, after_acknowledgement);
}

} // namespace

Action begin_provision(State& state, State::OnAnswer resume)
{
    if (++state.provisionings > most_provisionings)
        return stop(state, Phase::Provision,
                    fmt::format("HTTP 449 once more after {} finished provisionings", most_provisionings));
    state.resume = resume;
    state.policy_key = "0";
    return send_command(state, eas::Command::Provision, eas::make_provision_request(*state.version),
                        after_policy);
}

} // namespace easprobe::session
