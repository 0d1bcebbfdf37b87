#include "client/checks/hello/diagnosis.h"

#include "protocol/text/printable.h"
#include "protocol/tls/cipher_suites.h"
#include "protocol/tls/version.h"

#include <algorithm>
#include <fmt/format.h>

namespace easprobe::checks::hello {

namespace {

using Kind = TransportFailure::Kind;
using tls::AlertDescription;

bool answered(const HelloProbe* probe)
{
    return probe != nullptr && probe->answered();
}

bool alerted(const HelloProbe* probe, AlertDescription description)
{
    return probe != nullptr && probe->flight.alert && probe->flight.alert->is(description);
}

/// Alert 40 and a plain close mean many things (no suite, a version, a missing name); what other hellos met
/// tells them apart.
Diagnosis told_by_others(const Case& given, const HelloProbe& own)
{
    const auto because = [&own](Trouble trouble, const HelloProbe* telling) {
        return Diagnosis{trouble, &own, telling};
    };
    const HelloProbe* named = find_hello(given, hello_names::server_name);
    const HelloProbe* aes = find_hello(given, hello_names::aes);
    const HelloProbe* ssl3 = find_hello(given, hello_names::ssl3);
    const HelloProbe* any = find_hello(given, hello_names::any_suite);
    const HelloProbe* today = find_hello(given, hello_names::today);
    if (answered(named) || alerted(&own, AlertDescription::UnrecognizedName))
        return because(Trouble::ServerName, answered(named) ? named : nullptr);
    if (answered(ssl3))
        return because(Trouble::NoVersion, ssl3);
    if (answered(aes) || answered(any))
        return because(Trouble::NoSuite, answered(aes) ? aes : any);
    if (alerted(aes, AlertDescription::InternalError) || alerted(any, AlertDescription::InternalError))
        return because(Trouble::SecurityLevel, alerted(aes, AlertDescription::InternalError) ? aes : any);
    // A server that knows TLS 1.0 and has suites for TLS 1.2 alone complains of the suites.
    if (alerted(&own, AlertDescription::HandshakeFailure) && answered(today))
        return because(Trouble::NoSuite, today);
    if (alerted(&own, AlertDescription::ProtocolVersion) || answered(today))
        return because(Trouble::NoVersion, answered(today) ? today : nullptr);
    if (alerted(&own, AlertDescription::InsufficientSecurity))
        return because(Trouble::NoSuite, nullptr);
    return because(own.flight.alert ? Trouble::Refused : Trouble::HangsUp, nullptr);
}

bool channel_came_to_be(const Case& given)
{
    return given.evidence.connection.handshake_completed || !given.evidence.connection.chain.empty() ||
           std::ranges::any_of(given.evidence.exchanges, [](const Exchange& exchange) {
               return exchange.response() != nullptr && exchange.phase() != Phase::Autodiscover;
           });
}

} // namespace

const HelloProbe* find_hello(const Case& given, std::string_view name)
{
    const auto found = std::ranges::find(given.evidence.hellos, name, &HelloProbe::name);
    return found != given.evidence.hellos.end() ? &*found : nullptr;
}

Diagnosis diagnose(const Case& given)
{
    const HelloProbe* own = find_hello(given, hello_names::handset);
    if (own == nullptr || !given.evidence.connection.connected)
        return {};
    if (own->answered())
        return {Trouble::None, own, nullptr};
    const tls::ServerFlight& flight = own->flight;
    if (flight.fault || flight.done)
        return {flight.record_version ? Trouble::Malformed : Trouble::NotTls, own, nullptr};
    if (own->failure && own->failure->kind == Kind::TimedOut) {
        const HelloProbe* today = find_hello(given, hello_names::today);
        return {Trouble::Silent, own, answered(today) ? today : nullptr};
    }
    const bool refused = flight.alert || !own->failure || own->failure->kind == Kind::Closed ||
                         own->failure->kind == Kind::CutShort;
    return refused ? told_by_others(given, *own) : Diagnosis{};
}

std::vector<Proof> proofs_of(const Diagnosis& diagnosis)
{
    std::vector<Proof> proofs;
    for (const HelloProbe* probe : {diagnosis.own, diagnosis.telling})
        if (probe != nullptr)
            proofs.push_back(Proof::hello(probe->name));
    return proofs;
}

std::string reaction(const HelloProbe& probe)
{
    const tls::ServerFlight& flight = probe.flight;
    if (const auto wrong = tls::contradiction(probe.hello, flight))
        return "broke the protocol: " + *wrong;
    if (flight.fault && !flight.record_version)
        return fmt::format("answered '{}'", printable(probe.received.substr(0, 24)));
    if (flight.fault)
        return fmt::format("broke the protocol: {} (byte {} of its answer)", flight.fault->what,
                           flight.fault->offset);
    if (flight.alert)
        return fmt::format("refused it with the alert {}", tls::alert_name(flight.alert->description));
    if (flight.done && flight.version && flight.suite)
        return fmt::format("answered with {} and {}", tls::version_name(*flight.version),
                           tls::suite_name(*flight.suite));
    if (probe.failure && probe.failure->kind == Kind::TimedOut)
        return probe.received.empty() ? "said nothing" : "fell silent in the middle of its answer";
    return probe.received.empty() ? "closed the connection"
                                  : "closed the connection in the middle of its answer";
}

void rest_on_hello_facts(Finding& finding, const HandsetProfile& profile)
{
    const Source& source = profile.source_of(profile.hello);
    const bool known = source.kind == SourceKind::Document || source.kind == SourceKind::Seen;
    finding.basis = known ? Basis::Observed : Basis::Inferred;
    if (!known)
        finding.source = "hello: " + source.what;
}

Outcome otherwise(const Case& given, const Diagnosis& diagnosis, std::string_view passed)
{
    if (diagnosis.trouble == Trouble::None)
        return Passed{fmt::format("the server {}", reaction(*diagnosis.own)), {}};
    if (diagnosis.trouble == Trouble::NotAsked && channel_came_to_be(given))
        return Passed{std::string(passed), {}};
    return NotReached{
        diagnosis.trouble == Trouble::NotAsked
            ? "no hello was sent, or its answer did not come in time"
            : fmt::format("the server {}, which another check explains", reaction(*diagnosis.own))};
}

} // namespace easprobe::checks::hello
