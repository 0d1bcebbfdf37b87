#include "client/find_server.h"

#include "client/transport/https_over_curl.h"
#include "client/trust/device_path.h"

#include <utility>

namespace easprobe {

namespace {

/// An answer of Autodiscover is a few hundred bytes.
constexpr std::size_t largest_answer = 256UL * 1024;

} // namespace

bool find_server(const HandsetProfile& profile, Run& run,
                 const std::shared_ptr<const transport::Credentials>& credentials,
                 std::chrono::steady_clock::time_point deadline, Evidence& evidence)
{
    evidence.target = Target{session::domain_of(run.address)};
    Discovery& discovery = evidence.discovery.emplace();
    discovery.address = run.address;
    if (!profile.autodiscover.used) {
        evidence.ending = {Ending::Kind::Blocked, Phase::Autodiscover,
                           "this handset has no Autodiscover; its owner enters the name of the server"};
        return false;
    }
    session::ServerSearch search(profile, run.address, run.search_ports);
    session::SearchStep step = search.first();
    while (const auto* question = std::get_if<session::SearchQuestion>(&step)) {
        transport::HttpsOptions options;
        options.target = question->host;
        options.scheme = question->scheme;
        options.resolve = run.resolve;
        options.deadline = deadline;
        options.limits.body_bytes = largest_answer;
        options.interrupted = run.interrupted;
        options.progress = run.progress;
        const auto accepts = [&](const std::vector<std::string>& chain) {
            return trust::handset_accepts(chain, question->host.host, profile, evidence.circumstances);
        };
        transport::HttpsOverCurl channel(std::move(options), profile.hello, accepts, credentials);
        const Exchange& exchange =
            session::exchange_once(channel, question->sending, evidence, run.announcer, run.watcher);
        discovery.steps.push_back({exchange.number, channel.connection()});
        step = search.next(exchange);
    }
    discovery.url = search.url();
    if (const auto* ending = std::get_if<Ending>(&step)) {
        evidence.ending = *ending;
        return false;
    }
    run.target = evidence.target = std::get<Target>(step);
    if (run.options.until == Phase::Autodiscover) {
        evidence.ending = {Ending::Kind::StoppedAsAsked, Phase::Autodiscover, "asked to stop here"};
        return false;
    }
    return true;
}

} // namespace easprobe
