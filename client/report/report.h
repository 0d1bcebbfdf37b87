#pragma once

#include "client/checks/runner.h"
#include "client/trust/current_client.h"
#include "client/verdict/verdict.h"

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace easprobe::report {

/// One run, judged: what every format renders. Borrowed parts live as long as the run.
struct Report {
    std::string tool_version;
    const Evidence& evidence;
    const HandsetProfile& profile;
    std::vector<checks::Result> results;
    Verdict verdict;
    /// What a phone or PC of today says of the certificate; nothing where there is none to judge.
    std::optional<trust::CurrentClientOpinion> current_client;
    std::shared_ptr<const checks::Case> given; ///< Of this evidence and profile.
};

Report make_report(const Evidence& evidence, const HandsetProfile& profile);

enum class Colour { Never, Always };
enum class Detail { Normal, Verbose };

/// Handset by handset, one line each, with what decides; the last line is a client of today. For certificates
/// that were judged offline for several handsets.
std::string to_matrix(const std::vector<Report>& reports, Colour colour);

/// For people: verdict, why and what to do in the first three lines, then phase by phase.
std::string to_text(const std::vector<Report>& reports, Colour colour, Detail detail);

/// The JSON contract (schema beside it): one object for one report, `runs` for several.
/// @param handsets How many were asked for: where more than one, it is `runs` whatever came of them.
std::string to_json(const std::vector<Report>& reports, std::size_t handsets = 1);

/// One page for a browser, a phone or paper: nothing of it is elsewhere, and no script is in it. Well-formed
/// XML as well as HTML; whatever a server sent is text in it.
std::string to_html(const std::vector<Report>& reports);

/// JUnit XML, a test suite a report and a test case a check.
std::string to_junit(const std::vector<Report>& reports);

} // namespace easprobe::report
