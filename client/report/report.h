#pragma once

#include "client/checks/runner.h"
#include "client/verdict/verdict.h"

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
};

Report make_report(const Evidence& evidence, const HandsetProfile& profile);

enum class Colour { Never, Always };
enum class Detail { Normal, Verbose };

/// For people: verdict, why and what to do in the first three lines, then phase by phase.
std::string to_text(const std::vector<Report>& reports, Colour colour, Detail detail);

/// The JSON contract (schema beside it): one object for one report, `runs` for several.
std::string to_json(const std::vector<Report>& reports);

/// JUnit XML, a test suite a report and a test case a check.
std::string to_junit(const std::vector<Report>& reports);

} // namespace easprobe::report
