#include "client/session/handset_session.h"

#include "client/session/answer.h"
#include "client/session/clearing/clearing.h"
#include "client/session/phases/provision_phase.h"
#include "client/session/progress.h"
#include "client/session/state.h"

#include <algorithm>
#include <utility>

namespace easprobe::session {

namespace {

/// A request that names no other place goes to the server.
Action addressed(const State& state, Action action)
{
    auto* const sending = std::get_if<transport::Sending>(&action);
    if (sending != nullptr && sending->origin.host.empty())
        sending->origin = transport::origin_of(state.target);
    return action;
}

} // namespace

HandsetSession::HandsetSession(const HandsetProfile& profile, const Target& target, Account account,
                               const Circumstances& circumstances, Options options)
    : state_(std::make_unique<State>(profile, target, std::move(account), circumstances, std::move(options)))
{}

HandsetSession::~HandsetSession() = default;
HandsetSession::HandsetSession(HandsetSession&&) noexcept = default;

std::optional<eas::ProtocolVersion> HandsetSession::version() const
{
    return state_->version;
}

Action HandsetSession::first()
{
    return addressed(*state_, begin_itinerary(*state_));
}

Action HandsetSession::next(const Exchange& last)
{
    return addressed(*state_, leave_clean(*state_, go_on(last)));
}

Action HandsetSession::end(Ending ending)
{
    return addressed(*state_, end_run(*state_, std::move(ending)));
}

const std::vector<std::string>& HandsetSession::left_behind() const
{
    return state_->errands.left_behind;
}

Action HandsetSession::go_on(const Exchange& last)
{
    const TransportFailure* failure = last.failure();
    state_->elapsed += last.duration;
    // Whatever the phone has asked for, the policy comes first; OPTIONS and Provision go without one.
    const std::optional<eas::Command> asked = state_->outstanding.command;
    if (asked && *asked != eas::Command::Provision && is_policy_demand(last))
        return begin_provision(*state_);
    using Kind = TransportFailure::Kind;
    const bool out_of_time =
        failure != nullptr && (failure->kind == Kind::DeadlineReached || failure->kind == Kind::Interrupted);
    // A question of ours that fails says nothing about the phone, and an errand only about itself.
    const bool interrupted = failure != nullptr && failure->kind == Kind::Interrupted;
    if (failure == nullptr || (last.purpose == Purpose::Probe && !interrupted) ||
        (last.purpose == Purpose::Errand && (!out_of_time || state_->errands.clearing)))
        return state_->outstanding.on_answer(*state_, last);
    // To a Ping the phone answers a cut with a shorter one.
    const bool cut = failure->kind == Kind::Closed || failure->kind == Kind::TimedOut;
    const bool answered_by_another_ping = cut && last.command == eas::Command::Ping;
    const bool survived = state_->outstanding.survived && !out_of_time;
    if (answered_by_another_ping || survived)
        return state_->outstanding.on_answer(*state_, last);
    // What was not sent has made nothing.
    Errands& errands = state_->errands;
    if (last.purpose == Purpose::Errand && failure->never_sent)
        errands.traces.resize(std::min(errands.traces.size(), errands.traces_before));
    switch (failure->kind) {
    case Kind::DeadlineReached:
        return Done{state_->blocked.value_or(Ending{Ending::Kind::DeadlineReached, last.phase(),
                                                    "the run's time was up: " + failure->detail})};
    case Kind::Interrupted:
        return Done{
            state_->blocked.value_or(Ending{Ending::Kind::Interrupted, last.phase(), failure->detail})};
    case Kind::NameNotResolved:
    case Kind::ConnectionRefused:
    case Kind::Unreachable:
        return stop(*state_, Phase::Connect, failure->detail);
    case Kind::TlsFailed:
        return stop(*state_, Phase::Hello, failure->detail);
    case Kind::CertificateRefused:
        return stop(*state_, Phase::Trust, failure->detail);
    default:
        return stop(*state_, last.phase(), failure->detail);
    }
}

} // namespace easprobe::session
