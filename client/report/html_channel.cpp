#include "client/report/html_channel.h"

#include "client/report/html_exchanges.h"
#include "client/report/page.h"
#include "client/trust/device_path.h"
#include "protocol/text/iso_time.h"
#include "protocol/text/printable.h"
#include "protocol/tls/cipher_suites.h"
#include "protocol/tls/version.h"

#include <fmt/format.h>

namespace easprobe::report {

namespace {

/// Bytes of a hello or its answer that are shown: a page has to open on a phone.
constexpr std::size_t most_dumped = 2048;
constexpr std::size_t bytes_a_line = 16;

/// "0010  16 03 01 ...".
std::string dump(std::string_view bytes)
{
    std::string text;
    const std::string_view shown = bytes.substr(0, most_dumped);
    for (std::size_t i = 0; i < shown.size(); i += bytes_a_line) {
        text += fmt::format("{:04x} ", i);
        for (const char byte : shown.substr(i, bytes_a_line))
            text += fmt::format(" {:02x}", static_cast<unsigned char>(byte));
        text += '\n';
    }
    return text + (bytes.size() > most_dumped ? "...\n" : "");
}

std::string suites_of(const tls::ClientHello& hello)
{
    std::string text;
    for (const std::uint16_t suite : hello.suites)
        text += (text.empty() ? "" : ", ") + tls::suite_name(suite);
    return text;
}

std::string came_back(const HelloProbe& probe)
{
    const tls::ServerFlight& flight = probe.flight;
    if (flight.alert)
        return fmt::format("a fatal alert, {}", tls::alert_name(flight.alert->description));
    if (flight.fault)
        return "no answer to a hello: " + flight.fault->what;
    if (flight.version && flight.suite)
        return fmt::format("{} with {}", tls::version_name(*flight.version), tls::suite_name(*flight.suite));
    return probe.failure ? probe.failure->detail : "nothing that says more";
}

void add_hello(pugi::xml_node parent, const HelloProbe& probe, const std::string& id)
{
    pugi::xml_node details = add(parent, "details");
    add_text(details, "summary", fmt::format("Hello {}: {}", probe.name, came_back(probe)));
    pugi::xml_node body = add(details, "div");
    body.append_attribute("id") = id.c_str();
    pugi::xml_node list = add(body, "dl");
    add_term(list, "Highest version", tls::version_name(probe.hello.version));
    add_term(list, "Suites", suites_of(probe.hello));
    add_term(list, "Server name", probe.hello.server_name.empty() ? "not sent" : probe.hello.server_name);
    add_text(body, "p", "Sent:");
    add_text(body, "pre", dump(tls::encode(probe.hello)));
    add_text(body, "p", "Received:");
    add_text(body, "pre", dump(probe.received));
}

void add_certificate(pugi::xml_node parent, const x509::Certificate& certificate, const std::string& id)
{
    pugi::xml_node details = add(parent, "details");
    add_text(details, "summary", trust::describe(certificate));
    pugi::xml_node list = add(details, "dl");
    list.append_attribute("id") = id.c_str();
    add_term(list, "Issuer", printable(certificate.issuer));
    add_term(list, "Serial number", certificate.serial);
    add_term(list, "Signature", printable(certificate.signature_algorithm));
    add_term(list, "Valid",
             fmt::format("{} to {}", to_iso8601(certificate.not_before), to_iso8601(certificate.not_after)));
    add_term(list, "SHA-1 thumbprint", certificate.sha1_thumbprint);
}

} // namespace

std::string proof_id(const std::string& run, const checks::Proof& proof)
{
    switch (proof.kind) {
    case checks::Proof::Kind::Exchange:
        return exchange_id(run, static_cast<int>(proof.number));
    case checks::Proof::Kind::Hello:
        return fmt::format("{}-hello-{}", run, proof.name);
    case checks::Proof::Kind::Certificate:
        return fmt::format("{}-certificate-{}", run, proof.number);
    case checks::Proof::Kind::Endpoint:
        break;
    }
    return {};
}

void add_channel(pugi::xml_node parent, const Report& report, const std::string& run)
{
    const auto& hellos = report.evidence.hellos;
    const auto& certificates = report.given->path().certificates;
    if (!hellos.empty() || !certificates.empty())
        add_text(parent, "h3", "Hello and chain");
    for (const HelloProbe& probe : hellos)
        add_hello(parent, probe, proof_id(run, checks::Proof::hello(probe.name)));
    for (std::size_t i = 0; i < certificates.size(); ++i)
        add_certificate(parent, certificates[i], proof_id(run, checks::Proof::certificate(i)));
}

} // namespace easprobe::report
