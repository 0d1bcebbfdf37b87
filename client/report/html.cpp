#include "client/report/html_channel.h"
#include "client/report/html_exchanges.h"
#include "client/report/page.h"
#include "client/report/phases.h"
#include "client/report/report.h"
#include "client/report/subject.h"
#include "protocol/text/counted.h"
#include "protocol/text/iso_time.h"
#include "protocol/text/printable.h"

#include <chrono>
#include <fmt/format.h>
#include <pugixml.hpp>
#include <sstream>

namespace easprobe::report {

namespace {

using checks::Result;

constexpr const char* style =
#include "client/report/html_style.inc"
    ;

constexpr Severity by_weight[] = {Severity::Blocker, Severity::Degraded, Severity::CouldNotTell,
                                  Severity::Advice};

/// The article of the n-th report, from 1.
std::string run_id(std::size_t number)
{
    return fmt::format("run-{}", number);
}

std::string check_id(const std::string& run, const Result& result)
{
    return fmt::format("{}-{}", run, result.check->id);
}

std::string remedy_of(const Result& result)
{
    const checks::Finding& finding = *result.finding();
    return finding.remedy.empty() ? std::string(result.check->remedy) : finding.remedy;
}

std::string on_screen(const Verdict& verdict)
{
    if (!verdict.handset_error)
        return {};
    const HandsetError& error = *verdict.handset_error;
    return fmt::format("support code {}{}{}", error.code, error.name.empty() ? "" : " " + error.name,
                       error.text.empty() ? "" : ": \"" + error.text + "\"");
}

std::string today(const Report& report)
{
    if (!report.current_client)
        return {};
    return report.current_client->accepts()
               ? "a phone or PC of today would accept this certificate, if it trusts the root"
               : fmt::format("a phone or PC of today would refuse this certificate: {}",
                             fmt::join(report.current_client->objections, "; "));
}

std::string spoken(const Evidence& evidence)
{
    const Connection& connection = evidence.connection;
    std::string text;
    if (!connection.tls_version.empty())
        text = fmt::format("{} with {}", connection.tls_version, connection.cipher_suite);
    if (evidence.version)
        text += fmt::format("{}ActiveSync {}", text.empty() ? "" : ", ", eas::to_string(*evidence.version));
    return text;
}

std::string server(const Evidence& evidence)
{
    const Target& target = evidence.target;
    return fmt::format("https://{}:{}{}{}", target.host, target.port, target.path,
                       evidence.connection.address.empty() ? "" : " at " + evidence.connection.address);
}

void add_answer(pugi::xml_node article, const Verdict& verdict)
{
    add_text(article, "h2", verdict.sentence);
    pugi::xml_node list = add(article, "dl", "answer");
    add_term(list, "Why", verdict.why.empty() ? "Nothing more is known." : verdict.why);
    add_term(list, "What to do", verdict.remedy.empty() ? "See the findings below." : verdict.remedy);
    add_term(list, "On the screen", on_screen(verdict));
}

void add_surroundings(pugi::xml_node article, const Report& report)
{
    const Evidence& evidence = report.evidence;
    pugi::xml_node list = add(article, "dl");
    add_term(list, "Handset", fmt::format("{} ({})", report.profile.title, report.profile.id));
    if (evidence.offline) {
        add_term(list, "Files", files_named(*evidence.offline));
    } else {
        add_term(list, "Server", server(evidence));
        if (evidence.discovery)
            add_term(list, "Looked up", evidence.discovery->address);
        add_term(list, "Spoken", spoken(evidence));
        add_term(list, "Taken",
                 fmt::format("{}, {:.2f} s", counted(evidence.exchanges.size(), "exchange"),
                             static_cast<double>(evidence.duration.count()) / 1000));
    }
    add_term(list, "Begun", to_iso8601(std::chrono::floor<std::chrono::seconds>(evidence.started)));
    add_term(list, "Today", today(report));
}

void add_phases(pugi::xml_node article, const Report& report)
{
    add_text(article, "h3", "Phases");
    pugi::xml_node rows = add_table(article, {"Phase", "State", "Why"});
    for (const PhaseState& state : phase_states(report)) {
        pugi::xml_node row = add(rows, "tr");
        add_text(row, "td", to_string(state.phase));
        add_text(add(row, "td"), "span", state.word, fmt::format("tag {}", state.word));
        add_text(row, "td", state.aside);
    }
}

/// "MS-ASHTTP 2.2.1; exchange 3": each exchange as a link to what proves it.
void add_proofs(pugi::xml_node list, const Result& result, const std::string& run)
{
    const checks::Check& check = *result.check;
    add_term(list, "Written in", fmt::format("{} {}", check.citation.document, check.citation.section));
    const std::vector<checks::Proof>& proofs = result.finding()->evidence;
    if (proofs.empty())
        return;
    add_text(list, "dt", "Seen in");
    pugi::xml_node value = add(list, "dd");
    for (std::size_t i = 0; i < proofs.size(); ++i) {
        if (i > 0)
            append_text(value, ", ");
        if (const auto id = proof_id(run, proofs[i]); !id.empty())
            add_link(value, id, checks::in_words(proofs[i]));
        else
            append_text(value, printable(checks::in_words(proofs[i])));
    }
}

void add_finding(pugi::xml_node parent, const Result& result, const std::string& run)
{
    const checks::Check& check = *result.check;
    const checks::Finding& finding = *result.finding();
    const std::string_view severity = to_string(result.severity());
    pugi::xml_node section = add(parent, "section", fmt::format("finding {}", severity));
    section.append_attribute("id") = check_id(run, result).c_str();
    pugi::xml_node heading = add(section, "h4");
    add_text(heading, "span", severity, fmt::format("tag {}", severity));
    append_text(heading, fmt::format(" {}", check.id));
    pugi::xml_node list = add(section, "dl");
    add_term(list, "Seen", finding.observed);
    add_term(list, "Expected", finding.expected);
    add_term(list, "Effect", check.why);
    add_term(list, "Remedy", remedy_of(result));
    add_term(list, "On the screen",
             finding.support_code.empty() ? "" : "support code " + finding.support_code);
    add_proofs(list, result, run);
    if (finding.basis == Basis::Inferred)
        add_term(list, "Inferred", finding.source);
}

void add_findings(pugi::xml_node article, const Report& report, const std::string& run)
{
    add_text(article, "h3", "Findings");
    const pugi::xml_node before = article.last_child();
    for (const Severity severity : by_weight)
        for (const Result& result : report.results)
            if (result.finding() != nullptr && result.severity() == severity)
                add_finding(article, result, run);
    if (article.last_child() == before)
        add_text(article, "p", "None.");
}

struct Said {
    std::string_view word;
    std::string text;
};

Said said_by(const Result& result)
{
    if (const auto* passed = std::get_if<checks::Passed>(&result.outcome))
        return {"passed", passed->observed};
    if (const auto* reason = std::get_if<checks::NotApplicable>(&result.outcome))
        return {"not applicable", reason->reason};
    if (const auto* reason = std::get_if<checks::NotReached>(&result.outcome))
        return {"not reached", reason->reason};
    if (const auto* broken = std::get_if<checks::Broken>(&result.outcome))
        return {"broken", "a fault of easprobe itself: " + broken->what};
    return {to_string(result.severity()), result.finding()->observed};
}

void add_checks(pugi::xml_node article, const Report& report, const std::string& run)
{
    add_text(article, "h3", "Every check");
    pugi::xml_node rows = add_table(article, {"Check", "Outcome", "What was seen"});
    for (const Result& result : report.results) {
        const Said said = said_by(result);
        pugi::xml_node row = add(rows, "tr");
        pugi::xml_node name = add(row, "td");
        if (result.finding() != nullptr)
            add_link(name, check_id(run, result), result.check->id);
        else
            append_text(name, result.check->id);
        name.append_attribute("title") = std::string(result.check->title).c_str();
        add_text(add(row, "td"), "span", said.word, fmt::format("tag {}", said.word));
        add_text(row, "td", said.text);
    }
}

/// Several handsets, one line each.
void add_matrix(pugi::xml_node body, const std::vector<Report>& reports)
{
    pugi::xml_node section = add(body, "section");
    add_text(section, "h3", "Handset by handset");
    pugi::xml_node rows = add_table(section, {"Handset", "Verdict", "Findings"});
    for (std::size_t i = 0; i < reports.size(); ++i) {
        const Report& report = reports[i];
        pugi::xml_node row = add(rows, "tr");
        add_link(add(row, "td"), run_id(i + 1), report.profile.id);
        const std::string_view outcome = to_string(report.verdict.outcome);
        add_text(add(row, "td"), "span", outcome, fmt::format("tag {}", outcome));
        std::string ids;
        for (const Severity severity : by_weight)
            for (const Result& result : report.results)
                if (result.finding() != nullptr && result.severity() == severity)
                    ids += fmt::format("{}{}", ids.empty() ? "" : ", ", result.check->id);
        add_text(row, "td", ids);
    }
}

void add_head(pugi::xml_node html, const std::vector<Report>& reports)
{
    pugi::xml_node head = add(html, "head");
    add(head, "meta").append_attribute("charset") = "utf-8";
    pugi::xml_node viewport = add(head, "meta");
    viewport.append_attribute("name") = "viewport";
    viewport.append_attribute("content") = "width=device-width, initial-scale=1";
    add_text(head, "title",
             reports.empty() ? std::string("easprobe") : "easprobe: " + subject_of(reports.front().evidence));
    add(head, "style").append_child(pugi::node_pcdata).set_value(style);
}

} // namespace

std::string to_html(const std::vector<Report>& reports)
{
    pugi::xml_document document;
    document.append_child(pugi::node_doctype).set_value("html");
    pugi::xml_node html = add(document, "html");
    html.append_attribute("lang") = "en";
    add_head(html, reports);
    pugi::xml_node body = add(html, "body");
    add_text(body, "h1", "easprobe: would this handset sync?");
    if (reports.size() > 1)
        add_matrix(body, reports);
    for (std::size_t i = 0; i < reports.size(); ++i) {
        const Report& report = reports[i];
        const std::string run = run_id(i + 1);
        pugi::xml_node article = add(body, "article", to_string(report.verdict.outcome));
        article.append_attribute("id") = run.c_str();
        add_answer(article, report.verdict);
        add_surroundings(article, report);
        add_phases(article, report);
        add_findings(article, report, run);
        add_checks(article, report, run);
        add_channel(article, report, run);
        add_exchanges(article, report, run);
    }
    if (!reports.empty())
        add_text(body, "footer",
                 fmt::format("easprobe {}, {}", reports.front().tool_version,
                             reports.front().evidence.tls_library));
    std::ostringstream text;
    document.save(text, " ", pugi::format_indent | pugi::format_no_declaration, pugi::encoding_utf8);
    return text.str();
}

} // namespace easprobe::report
