#include "tests/rig/conversation.h"

#include "client/checks/catalogue.h"
#include "client/easprobe.h"
#include "protocol/wbxml/encoder.h"
#include "tests/rig/handsets.h"
#include "tests/rig/runs.h"

#include <array>
#include <doctest/doctest.h>
#include <map>

namespace easprobe::conversation {

namespace {

Evidence have(eas::ProtocolVersion version)
{
    test_server::ServerSettings settings;
    settings.site.policy.provisioning = test_server::Provisioning::Required;
    const auto server = rig::start(std::move(settings));
    Run run = rig::run_against(*server);
    run.options.pinned_version = version;
    run.options.heartbeat = std::chrono::seconds(1);
    bool delivered = false;
    run.watcher = [&](const Exchange& exchange) {
        // The first Ping is turned away for its short heartbeat; the next one finds the mail.
        if (exchange.command == eas::Command::Ping && !delivered)
            delivered = server->deliver("alice", {"bob@example.test", "alice@example.test", "New", "Text"});
    };
    return emulate(handset(), std::move(run));
}

} // namespace

const HandsetProfile& handset()
{
    return rig::handset();
}

Evidence healthy(eas::ProtocolVersion version)
{
    static std::map<eas::ProtocolVersion, Evidence> had;
    if (!had.contains(version))
        had.emplace(version, have(version));
    return had.at(version);
}

Evidence never_connected(TransportFailure::Kind kind)
{
    Evidence evidence = healthy();
    evidence.exchanges.resize(1);
    answer_with(evidence.exchanges.front(), kind);
    evidence.connection = {};
    evidence.connection.failure = TransportFailure{kind, "as the system says", {}};
    return evidence;
}

Exchange& nth(Evidence& evidence, eas::Command command, int n)
{
    int seen = 0;
    for (Exchange& exchange : evidence.exchanges)
        if (exchange.purpose == Purpose::Handset && exchange.command == command && ++seen == n)
            return exchange;
    FAIL("there is no such exchange");
    return evidence.exchanges.front();
}

void answer_with(Exchange& exchange, int status, const std::string& page)
{
    exchange.ended = http::Response{status, "", {{"Content-Type", "text/html"}}, page};
    interpret(exchange);
}

void answer_with(Exchange& exchange, const pugi::xml_document& body)
{
    const auto bytes = wbxml::encode(body);
    REQUIRE(bytes.has_value());
    exchange.ended = http::Response{200, "OK", {{"Content-Type", "application/vnd.ms-sync.wbxml"}}, *bytes};
    interpret(exchange);
}

void answer_with(Exchange& exchange, TransportFailure::Kind kind)
{
    exchange.ended = TransportFailure{kind, "", {}};
    interpret(exchange);
}

pugi::xml_document reply_of(const Exchange& exchange)
{
    REQUIRE(exchange.reply() != nullptr);
    pugi::xml_document copy;
    copy.reset(*exchange.reply());
    return copy;
}

checks::Result run(const char* id, const Evidence& evidence)
{
    const checks::Check* check = checks::find_check(id);
    REQUIRE_MESSAGE(check != nullptr, id);
    const std::array one = {check};
    return checks::run_checks(one, checks::Case(evidence, handset())).front();
}

checks::Finding finding_of(const char* id, const Evidence& evidence)
{
    const checks::Result result = run(id, evidence);
    REQUIRE_MESSAGE(result.finding() != nullptr, id);
    return *result.finding();
}

std::string outcome(const char* id, const Evidence& evidence)
{
    const checks::Result result = run(id, evidence);
    if (result.finding() != nullptr)
        return std::string(to_string(result.severity()));
    if (std::holds_alternative<checks::Passed>(result.outcome))
        return "passed";
    if (std::holds_alternative<checks::NotReached>(result.outcome))
        return "not-reached";
    return std::holds_alternative<checks::NotApplicable>(result.outcome) ? "not-applicable" : "broken";
}

} // namespace easprobe::conversation
