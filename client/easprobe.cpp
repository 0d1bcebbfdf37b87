#include "client/easprobe.h"

#include "client/find_server.h"
#include "client/session/hello_plan.h"
#include "client/transport/hello_prober.h"
#include "client/transport/https_over_curl.h"
#include "client/transport/tls_library.h"
#include "client/trust/device_path.h"

#include <fmt/format.h>
#include <functional>
#include <memory>
#include <random>
#include <utility>

namespace easprobe {

namespace {

/// The handset's opinion of a chain. A hello and the handshake after it show the same one, which is judged
/// once.
class ChainJudge {
  public:
    ChainJudge(const HandsetProfile& profile, std::string host, const Circumstances& circumstances)
        : profile_(profile), host_(std::move(host)), circumstances_(circumstances)
    {}

    bool accepts(const std::vector<std::string>& chain)
    {
        if (!last_ || last_->first != chain)
            last_.emplace(chain, trust::handset_accepts(chain, host_, profile_, circumstances_));
        return last_->second;
    }

  private:
    const HandsetProfile& profile_;
    std::string host_;
    const Circumstances& circumstances_;
    std::optional<std::pair<std::vector<std::string>, bool>> last_;
};

using Accepts = std::function<bool(const std::vector<std::string>&)>;

transport::HelloOptions hello_options(const Run& run, std::chrono::steady_clock::time_point deadline)
{
    transport::HelloOptions options;
    options.target = run.target;
    options.resolve = run.resolve;
    options.deadline = deadline;
    options.progress = run.progress;
    options.interrupted = run.interrupted;
    return options;
}

void ask_hellos(const HandsetProfile& profile, const Run& run, transport::HelloProber& prober,
                const Accepts& accepts, Evidence& evidence)
{
    while (auto question = session::next_hello(profile.hello, run.target.host, evidence.hellos, accepts))
        evidence.hellos.push_back(prober.ask(std::move(question->name), std::move(question->hello)));
}

/// Unlike any other run's, so that nothing else is ever taken for what this one has made.
std::string new_mark()
{
    std::random_device source;
    std::uniform_int_distribution<std::uint32_t> any;
    return fmt::format("{:08x}{:08x}", any(source), any(source));
}

/// A certificate that any hello brought to light is judged, even if the handshake can never be completed.
void take_chain_from_hellos(Evidence& evidence)
{
    for (const HelloProbe& probe : evidence.hellos)
        if (evidence.connection.chain.empty())
            evidence.connection.chain = probe.flight.chain;
}

/// The phone gets no further than its hello.
void end_at_hello(const Run& run, Evidence& evidence)
{
    using Kind = TransportFailure::Kind;
    const HelloProbe& own = evidence.hellos.front();
    Connection& connection = evidence.connection;
    connection.failure =
        own.failure.value_or(TransportFailure{Kind::TlsFailed, "the server did not agree to the hello", {}});
    connection.first_bytes = own.received.substr(0, 5);
    if (own.flight.alert)
        connection.alert = own.flight.alert->description;
    evidence.ending.kind = connection.failure->kind == Kind::DeadlineReached ? Ending::Kind::DeadlineReached
                                                                             : Ending::Kind::Blocked;
    if (run.interrupted && run.interrupted())
        evidence.ending.kind = Ending::Kind::Interrupted;
    evidence.ending.phase = connection.connected ? Phase::Hello : Phase::Connect;
    evidence.ending.reason = connection.failure->detail;
}

Evidence begin_evidence(const HandsetProfile& profile, Run& run)
{
    Evidence evidence;
    evidence.target = run.target;
    evidence.profile = profile.id;
    evidence.started = std::chrono::time_point_cast<Milliseconds>(std::chrono::system_clock::now());
    evidence.tls_library = transport::tls_library();
    evidence.circumstances = std::move(run.circumstances);
    evidence.circumstances.login = session::basic_user(run.account);
    return evidence;
}

/// From the hello on, with the server named.
void meet_server(const HandsetProfile& profile, Run& run,
                 const std::shared_ptr<const transport::Credentials>& credentials,
                 std::chrono::steady_clock::time_point deadline, Evidence& evidence)
{
    // A phone that refuses the chain sends nothing more, its password least of all; pressing on past that is
    // the administrator's own decision.
    ChainJudge judge(profile, run.target.host, evidence.circumstances);
    const transport::ChainVerdict accepts = [&](const std::vector<std::string>& chain) {
        return evidence.circumstances.press_on || judge.accepts(chain);
    };
    // What the handset's own hello meets is the first step of every run. The chain that comes back is judged
    // in the handshake after it, or else below.
    transport::HelloProber prober(hello_options(run, deadline));
    ask_hellos(
        profile, run, prober, [](const auto&) { return true; }, evidence);
    evidence.connection = prober.connection();
    const bool answered = evidence.hellos.front().answered();
    if (answered && run.options.until && *run.options.until <= Phase::Hello) {
        evidence.ending = {Ending::Kind::StoppedAsAsked, run.options.until, "stopped as asked"};
    } else if (!answered && !(run.options.press_on && evidence.connection.connected)) {
        end_at_hello(run, evidence);
    } else {
        transport::HttpsOptions https;
        https.target = run.target;
        https.resolve = run.resolve;
        https.deadline = deadline;
        https.progress = run.progress;
        https.interrupted = run.interrupted;
        transport::HttpsOverCurl channel(std::move(https), profile.hello, accepts, credentials);
        run.options.write = evidence.circumstances.write;
        run.options.clock = evidence.circumstances.handset_clock;
        if (run.options.mark.empty())
            run.options.mark = new_mark();
        session::HandsetSession handset(profile, run.target, run.account, run.options);
        session::drive(handset, channel, evidence, run.watcher, run.announcer);
    }
    // A chain that does not please may be meant for who asks by no name.
    if (answered && evidence.ending.kind != Ending::Kind::Interrupted)
        ask_hellos(
            profile, run, prober, [&](const auto& chain) { return judge.accepts(chain); }, evidence);
    take_chain_from_hellos(evidence);
}

} // namespace

Evidence emulate(const HandsetProfile& profile, Run run)
{
    const auto begin = std::chrono::steady_clock::now();
    Evidence evidence = begin_evidence(profile, run);
    const std::shared_ptr<const transport::Credentials> credentials =
        run.credentials ? std::make_shared<const transport::Credentials>(std::move(*run.credentials))
                        : nullptr;
    if (run.address.empty() || find_server(profile, run, credentials, begin + run.deadline, evidence))
        meet_server(profile, run, credentials, begin + run.deadline, evidence);
    evidence.legacy_tls = transport::tls_library_is_legacy(); // By now the channel's context has been asked.
    evidence.duration = std::chrono::duration_cast<Milliseconds>(std::chrono::steady_clock::now() - begin);
    return evidence;
}

} // namespace easprobe
