#include "client/report/painter.h"
#include "client/report/report.h"
#include "client/report/subject.h"
#include "protocol/text/printable.h"
#include "protocol/text/wrapped.h"

#include <algorithm>
#include <fmt/format.h>
#include <string_view>
#include <utility>
#include <vector>

namespace easprobe::report {

namespace {

using checks::Result;

/// Where the reasons begin on a line, and where they go on when they are wrapped.
constexpr int reasons_column = 36;

std::string_view word_of(VerdictOutcome outcome)
{
    switch (outcome) {
    case VerdictOutcome::WouldNotSync:
        return "refuses";
    case VerdictOutcome::CouldNotTell:
        return "unclear";
    default:
        return "accepts";
    }
}

std::string line(std::string_view who, VerdictOutcome outcome, std::string_view reasons, const Painter& paint)
{
    const std::string_view word = word_of(outcome);
    return fmt::format("  {:<24}{}{}{}\n", who, paint(paint_of(outcome), word),
                       std::string(reasons.empty() ? 0 : 10 - word.size(), ' '),
                       wrapped(reasons, reasons_column));
}

/// The checks that failed, those that decide first.
std::string reasons_of(const Report& report)
{
    std::string reasons;
    const auto add = [&](std::string_view text) {
        reasons += (reasons.empty() ? "" : ", ") + std::string(text);
    };
    for (const Severity severity : {Severity::Blocker, Severity::Degraded, Severity::CouldNotTell})
        for (const Result& result : report.results)
            if (result.finding() != nullptr && result.severity() == severity)
                add(result.check->id);
    for (const Result& result : report.results)
        if (result.finding() != nullptr && result.severity() == Severity::Advice)
            add(fmt::format("advice: {}", result.check->id));
    return reasons;
}

/// A finding, and the handsets that have it in these words.
struct Remedy {
    const Result* result = nullptr;
    std::string text;
    std::vector<std::string_view> handsets;
};

/// What several handsets have in common is said once.
std::vector<Remedy> remedies_of(const std::vector<Report>& reports)
{
    std::vector<Remedy> said;
    for (const Report& report : reports)
        for (const Result& result : report.results) {
            const checks::Finding* finding = result.finding();
            if (finding == nullptr)
                continue;
            std::string text = finding->remedy.empty() ? std::string(result.check->remedy) : finding->remedy;
            const auto same = std::ranges::find_if(said, [&](const Remedy& other) {
                return other.result->check == result.check && other.text == text;
            });
            if (same == said.end())
                said.push_back({&result, std::move(text), {report.profile.id}});
            else
                same->handsets.emplace_back(report.profile.id);
        }
    return said;
}

std::string remedies(const std::vector<Report>& reports, const Painter& paint)
{
    std::string text;
    for (const Remedy& remedy : remedies_of(reports)) {
        const Result& result = *remedy.result;
        // Where all have it there is nobody to be told apart.
        const std::string whose = remedy.handsets.size() == reports.size()
                                      ? std::string()
                                      : fmt::format("({})", fmt::join(remedy.handsets, ", "));
        text +=
            fmt::format("\n  {}{}{}\n    {}\n    {}\n", paint(paint_of(result.severity()), result.check->id),
                        whose.empty() ? "" : " ", wrapped(whose, 4), wrapped(result.finding()->observed, 4),
                        wrapped("To do: " + remedy.text, 4));
    }
    return text;
}

std::string headline(const Evidence& evidence)
{
    const std::string files = files_named(*evidence.offline);
    return evidence.target.host.empty()
               ? files
               : fmt::format("{} for {}", files, printable(evidence.target.host, 255));
}

} // namespace

std::string to_matrix(const std::vector<Report>& reports, Colour colour)
{
    if (reports.empty())
        return {};
    const Painter paint(colour);
    std::string text = headline(reports.front().evidence) + "\n\n";
    for (const Report& report : reports)
        text += line(report.profile.id, report.verdict.outcome, reasons_of(report), paint);
    if (const auto& today = reports.front().current_client)
        text += line("a phone or PC of today",
                     today->accepts() ? VerdictOutcome::WouldSync : VerdictOutcome::WouldNotSync,
                     fmt::to_string(fmt::join(today->objections, "; ")), paint);
    return text + remedies(reports, paint);
}

} // namespace easprobe::report
