#include "client/report/painter.h"
#include "client/report/phases.h"
#include "client/report/report.h"
#include "client/report/subject.h"
#include "protocol/text/counted.h"
#include "protocol/text/printable.h"
#include "protocol/text/wrapped.h"

#include <algorithm>
#include <fmt/format.h>
#include <string>
#include <string_view>

namespace easprobe::report {

namespace {

using checks::Result;

/// Verdict, why, what to do: three lines, whatever their length, so that a person and a script find them.
std::string head(const Report& report, const Painter& paint)
{
    const Verdict& verdict = report.verdict;
    return fmt::format("{}\nWhy: {}\nWhat to do: {}\n", paint(paint_of(verdict.outcome), verdict.sentence),
                       verdict.why.empty() ? "nothing more is known." : verdict.why,
                       verdict.remedy.empty() ? "see the findings below." : verdict.remedy);
}

std::string seconds(Milliseconds duration)
{
    return fmt::format("{:.2f} s", static_cast<double>(duration.count()) / 1000);
}

std::string on_screen(const Report& report)
{
    const auto& error = report.verdict.handset_error;
    if (!error)
        return {};
    return fmt::format(
        "  on screen {}\n",
        wrapped(fmt::format("support code {}{}{}", error->code, error->name.empty() ? "" : " " + error->name,
                            error->text.empty() ? "" : ": \"" + error->text + "\""),
                12));
}

/// The other opinion: what a phone or PC of today says of the certificate.
std::string today(const Report& report)
{
    if (!report.current_client)
        return {};
    const auto& objections = report.current_client->objections;
    const std::string opinion =
        objections.empty() ? "a phone or PC of today would accept this certificate, if it trusts the root"
                           : fmt::format("a phone or PC of today would refuse this certificate: {}",
                                         fmt::join(objections, "; "));
    return fmt::format("  today     {}\n", wrapped(opinion, 12));
}

std::string surroundings(const Report& report)
{
    const Evidence& evidence = report.evidence;
    const Connection& connection = evidence.connection;
    std::string text = fmt::format("\n  handset   {} ({})\n", report.profile.title, report.profile.id);
    if (evidence.offline)
        return text + fmt::format("  files     {}\n", wrapped(files_named(*evidence.offline), 12)) +
               on_screen(report) + today(report);
    text += fmt::format("  server    https://{}:{}{}{}\n", printable(evidence.target.host, 255),
                        evidence.target.port, printable(evidence.target.path, 200),
                        connection.address.empty() ? "" : " at " + printable(connection.address, 60));
    if (evidence.discovery)
        text += fmt::format("  looked up {}\n", printable(evidence.discovery->address, 255));
    std::string spoken;
    if (!connection.tls_version.empty())
        spoken = fmt::format("{} with {}", printable(connection.tls_version, 20),
                             printable(connection.cipher_suite, 60));
    if (evidence.version)
        spoken +=
            fmt::format("{}ActiveSync {}", spoken.empty() ? "" : ", ", eas::to_string(*evidence.version));
    if (!spoken.empty())
        text += fmt::format("  spoken    {}\n", spoken);
    text += fmt::format("  taken     {}, {}\n", counted(evidence.exchanges.size(), "exchange"),
                        seconds(evidence.duration));
    return text + on_screen(report) + today(report);
}

std::string phases(const Report& report, const Painter& paint)
{
    constexpr std::size_t room = 15;
    std::string text = "\n";
    for (const PhaseState& state : phase_states(report)) {
        const Paint colour = state.worst     ? paint_of(*state.worst)
                             : state.reached ? Paint::Good
                                             : Paint::Quiet;
        text += fmt::format("  {:<12}{}{}{}\n", to_string(state.phase), paint(colour, state.word),
                            std::string(state.word.size() < room ? room - state.word.size() : 1, ' '),
                            wrapped(state.aside, 29));
    }
    return text;
}

std::string field(std::string_view name, std::string_view value)
{
    return value.empty() ? std::string() : fmt::format("    {:<10}{}\n", name, wrapped(value, 14));
}

/// "exchanges 4, 5; hello tls-1.2".
std::string proofs_named(const std::vector<checks::Proof>& proofs)
{
    std::vector<std::size_t> numbers;
    std::string others;
    for (const checks::Proof& proof : proofs)
        if (proof.kind == checks::Proof::Kind::Exchange)
            numbers.push_back(proof.number);
        else
            others += (others.empty() ? "" : "; ") + printable(checks::in_words(proof));
    if (numbers.empty())
        return others;
    return fmt::format("exchange{} {}{}{}", numbers.size() > 1 ? "s" : "", fmt::join(numbers, ", "),
                       others.empty() ? "" : "; ", others);
}

std::string finding_text(const Result& result, const Painter& paint)
{
    const checks::Check& check = *result.check;
    const checks::Finding& finding = *result.finding();
    std::string text = fmt::format(
        "\n  {} {}\n", paint(paint_of(result.severity()), fmt::format("[{}]", to_string(result.severity()))),
        paint(Paint::Bold, check.id));
    text += field("seen", finding.observed);
    text += field("expected", finding.expected);
    text += field("effect", check.why);
    text += field("remedy", finding.remedy.empty() ? check.remedy : finding.remedy);
    text += field("shown", finding.support_code.empty() ? "" : "support code " + finding.support_code);
    const std::string where = proofs_named(finding.evidence);
    text += field("see", fmt::format("{} {}{}", check.citation.document, check.citation.section,
                                     where.empty() ? "" : "; " + where));
    if (finding.basis == Basis::Inferred)
        text += field("inferred", finding.source);
    return text;
}

std::string findings(const Report& report, const Painter& paint)
{
    std::string text;
    for (const Severity severity :
         {Severity::Blocker, Severity::Degraded, Severity::CouldNotTell, Severity::Advice})
        for (const Result& result : report.results)
            if (result.finding() != nullptr && result.severity() == severity)
                text += finding_text(result, paint);
    for (const Result& result : report.results)
        if (const auto* broken = std::get_if<checks::Broken>(&result.outcome))
            text += fmt::format("\n  [broken] {}\n", result.check->id) +
                    field("fault", "easprobe's own: " + printable(broken->what));
    return text;
}

std::string outcome_of(const Result& result)
{
    if (const auto* passed = std::get_if<checks::Passed>(&result.outcome))
        return "passed: " + passed->observed;
    if (const auto* reason = std::get_if<checks::NotApplicable>(&result.outcome))
        return "not applicable: " + reason->reason;
    if (const auto* reason = std::get_if<checks::NotReached>(&result.outcome))
        return "not reached: " + reason->reason;
    return result.finding() != nullptr ? "failed, see above" : "broken";
}

std::string every_check(const Report& report)
{
    std::string text = "\n";
    for (const Result& result : report.results)
        text +=
            fmt::format("  {:<40}{}\n", result.check->id, wrapped(printable(outcome_of(result), 1000), 42));
    return text;
}

std::string how_it_ended(const Exchange& exchange)
{
    if (const http::Response* response = exchange.response())
        return fmt::format("HTTP {}, {} bytes", response->status, response->body.size());
    if (const TransportFailure* failure = exchange.failure())
        return std::string(in_words(failure->kind));
    return "held open";
}

std::string every_exchange(const Report& report)
{
    std::string text = "\n";
    for (const Exchange& exchange : report.evidence.exchanges) {
        const std::string name = exchange.command ? std::string(eas::to_string(*exchange.command))
                                                  : printable(exchange.request.method, 20);
        text += fmt::format("  {:>4}  {:<16} {:<24} {:>8}  {}{}\n", exchange.number, name,
                            how_it_ended(exchange), seconds(exchange.duration),
                            exchange.purpose == Purpose::Probe ? "a question of easprobe's own: " : "",
                            recorded_name(exchange));
    }
    return text;
}

} // namespace

std::string to_text(const std::vector<Report>& reports, Colour colour, Detail detail)
{
    const Painter paint(colour);
    std::string text;
    for (const Report& report : reports) {
        if (!text.empty())
            text += "\n" + std::string(78, '-') + "\n\n";
        text += head(report, paint) + surroundings(report) + phases(report, paint) + findings(report, paint);
        if (detail == Detail::Verbose)
            text += every_check(report) + (report.evidence.offline ? "" : every_exchange(report));
    }
    return text;
}

} // namespace easprobe::report
