#include "client/checks/runner.h"
#include "client/report/report.h"
#include "protocol/text/iso_time.h"
#include "protocol/text/printable.h"

#include <chrono>
#include <nlohmann/json.hpp>

namespace easprobe::report {

namespace {

using Json = nlohmann::ordered_json;
using checks::Result;

constexpr std::size_t longest_text = 4000;

/// Text with anything foreign in it, harmless and UTF-8.
Json text(std::string_view foreign)
{
    return printable(foreign, longest_text);
}

double seconds(Milliseconds duration)
{
    return static_cast<double>(duration.count()) / 1000;
}

Json target_of(const Evidence& evidence)
{
    const Connection& connection = evidence.connection;
    return {{"host", text(evidence.target.host)},
            {"port", evidence.target.port},
            {"path", text(evidence.target.path)},
            {"address", connection.address.empty() ? Json(nullptr) : text(connection.address)},
            {"tls_version", connection.tls_version.empty() ? Json(nullptr) : text(connection.tls_version)},
            {"cipher_suite", connection.cipher_suite.empty() ? Json(nullptr) : text(connection.cipher_suite)},
            {"protocol_version", evidence.version ? Json(eas::to_string(*evidence.version)) : Json(nullptr)}};
}

Json handset_error_of(const Verdict& verdict)
{
    if (!verdict.handset_error)
        return nullptr;
    const HandsetError& error = *verdict.handset_error;
    return {{"code", error.code}, {"name", error.name}, {"text", error.text}, {"source", error.source}};
}

Json verdict_of(const Verdict& verdict)
{
    return {{"outcome", to_string(verdict.outcome)},
            {"stopped_at", verdict.stopped_at ? Json(to_string(*verdict.stopped_at)) : Json(nullptr)},
            {"sentence", text(verdict.sentence)},
            {"because", verdict.because},
            {"basis", to_string(verdict.basis)},
            {"handset_error", handset_error_of(verdict)}};
}

Json current_client_of(const Report& report)
{
    if (!report.current_client)
        return nullptr;
    Json objections = Json::array();
    for (const std::string& objection : report.current_client->objections)
        objections.push_back(text(objection));
    return {{"accepts", report.current_client->accepts()}, {"objections", objections}};
}

/// An exchange is its number; whatever else can be looked at is an object of one field.
Json proof_of(const checks::Proof& proof)
{
    switch (proof.kind) {
    case checks::Proof::Kind::Exchange:
        return proof.number;
    case checks::Proof::Kind::Hello:
        return {{"hello", text(proof.name)}};
    case checks::Proof::Kind::Certificate:
        return {{"certificate", proof.number}};
    case checks::Proof::Kind::Endpoint:
        break;
    }
    return {{"endpoint", text(proof.name)}};
}

Json proofs_of(const std::vector<checks::Proof>& proofs)
{
    Json list = Json::array();
    for (const checks::Proof& proof : proofs)
        list.push_back(proof_of(proof));
    return list;
}

/// What the outcome has to say, for the fields of the contract.
struct Said {
    std::string_view outcome;
    std::string observed;
    std::string expected;
    std::string reason;
    std::vector<checks::Proof> evidence;
};

Said said_by(const Result& result)
{
    if (const auto* passed = std::get_if<checks::Passed>(&result.outcome))
        return {"passed", passed->observed, {}, {}, passed->evidence};
    if (const auto* reason = std::get_if<checks::NotApplicable>(&result.outcome))
        return {"not-applicable", {}, {}, reason->reason, {}};
    if (const auto* reason = std::get_if<checks::NotReached>(&result.outcome))
        return {"not-reached", {}, {}, reason->reason, {}};
    if (const auto* broken = std::get_if<checks::Broken>(&result.outcome))
        return {"broken", {}, {}, broken->what, {}};
    const checks::Finding& finding = *result.finding();
    return {"failed", finding.observed, finding.expected, finding.source, finding.evidence};
}

Json check_of(const Result& result)
{
    const checks::Check& check = *result.check;
    const checks::Finding* finding = result.finding();
    const Said said = said_by(result);
    const bool own_remedy = finding != nullptr && !finding->remedy.empty();
    const auto or_null = [](const std::string& value) { return value.empty() ? Json(nullptr) : text(value); };
    return {{"id", check.id},
            {"title", check.title},
            {"phase", to_string(check.phase)},
            {"severity", to_string(result.severity())},
            {"outcome", said.outcome},
            {"observed", or_null(said.observed)},
            {"expected", or_null(said.expected)},
            {"remedy", own_remedy ? text(finding->remedy) : Json(check.remedy)},
            {"citation", std::string(check.citation.document) + " " + std::string(check.citation.section)},
            {"basis", to_string(finding != nullptr ? finding->basis : Basis::Observed)},
            {"evidence", proofs_of(said.evidence)},
            {"reason", or_null(said.reason)}};
}

/// What arrived of a response, whole or not; null where nothing did.
const http::Response* arrived_of(const Exchange& exchange)
{
    const TransportFailure* failure = exchange.failure();
    return failure != nullptr ? &failure->partial : exchange.response();
}

Json exchange_of(const Exchange& exchange)
{
    const http::Response* arrived = arrived_of(exchange);
    const bool has_status = arrived != nullptr && arrived->status != 0;
    return {{"number", exchange.number},
            {"phase", to_string(exchange.phase())},
            {"command", exchange.command ? Json(eas::to_string(*exchange.command)) : Json(nullptr)},
            {"method", text(exchange.request.method)},
            {"url", text(exchange.url)},
            {"status", has_status ? Json(arrived->status) : Json(nullptr)},
            {"seconds", seconds(exchange.duration)},
            {"sent", exchange.request.body.size()},
            {"received", arrived != nullptr ? arrived->body.size() : 0}};
}

template <typename Range, typename Function>
Json list(const Range& range, Function make)
{
    Json array = Json::array();
    for (const auto& item : range)
        array.push_back(make(item));
    return array;
}

Json run_of(const Report& report)
{
    const Evidence& evidence = report.evidence;
    return {{"schema", 1},
            {"tool",
             {{"name", "easprobe"},
              {"version", report.tool_version},
              {"tls", {{"library", text(evidence.tls_library)}, {"legacy", evidence.legacy_tls}}}}},
            {"target", target_of(evidence)},
            {"profile", report.profile.id},
            {"started", to_iso8601(std::chrono::floor<std::chrono::seconds>(evidence.started))},
            {"seconds", seconds(evidence.duration)},
            {"verdict", verdict_of(report.verdict)},
            {"current_client", current_client_of(report)},
            {"checks", list(report.results, check_of)},
            {"exchanges", list(evidence.exchanges, exchange_of)}};
}

} // namespace

std::string to_json(const std::vector<Report>& reports, std::size_t handsets)
{
    const bool one = reports.size() == 1 && handsets <= 1;
    const Json json = one ? run_of(reports.front()) : Json{{"schema", 1}, {"runs", list(reports, run_of)}};
    return json.dump(2) + '\n';
}

} // namespace easprobe::report
