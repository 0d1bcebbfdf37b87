#include "client/checks/runner.h"
#include "client/report/report.h"
#include "client/report/subject.h"
#include "protocol/text/printable.h"

#include <fmt/format.h>
#include <pugixml.hpp>
#include <sstream>

namespace easprobe::report {

namespace {

using checks::Result;

bool fails(const Result& result)
{
    return result.finding() != nullptr && result.severity() != Severity::Advice;
}

bool is_skipped(const Result& result)
{
    return std::holds_alternative<checks::NotApplicable>(result.outcome) ||
           std::holds_alternative<checks::NotReached>(result.outcome);
}

std::string details_of(const Result& result)
{
    const checks::Finding& finding = *result.finding();
    return fmt::format("seen: {}\nexpected: {}\nremedy: {}\n", harmless_xml(finding.observed),
                       harmless_xml(finding.expected),
                       finding.remedy.empty() ? std::string(result.check->remedy)
                                              : harmless_xml(finding.remedy));
}

void add_case(pugi::xml_node suite, const Report& report, const Result& result)
{
    pugi::xml_node test = suite.append_child("testcase");
    test.append_attribute("classname") =
        fmt::format("{}.{}", report.profile.id, to_string(result.check->phase)).c_str();
    test.append_attribute("name") = std::string(result.check->id).c_str();
    test.append_attribute("time") = "0";
    if (fails(result)) {
        pugi::xml_node failure = test.append_child("failure");
        failure.append_attribute("type") = std::string(to_string(result.severity())).c_str();
        failure.append_attribute("message") = harmless_xml(result.finding()->observed).c_str();
        failure.text().set(details_of(result).c_str());
    } else if (result.finding() != nullptr) {
        test.append_child("system-out").text().set(("advice\n" + details_of(result)).c_str());
    } else if (const auto* broken = std::get_if<checks::Broken>(&result.outcome)) {
        pugi::xml_node error = test.append_child("error");
        error.append_attribute("type") = "broken";
        error.append_attribute("message") = harmless_xml(broken->what).c_str();
    } else if (is_skipped(result)) {
        const auto* not_applicable = std::get_if<checks::NotApplicable>(&result.outcome);
        const std::string& reason = not_applicable != nullptr
                                        ? not_applicable->reason
                                        : std::get<checks::NotReached>(result.outcome).reason;
        test.append_child("skipped").append_attribute("message") = harmless_xml(reason).c_str();
    }
}

void add_suite(pugi::xml_node suites, const Report& report)
{
    std::size_t failures = 0;
    std::size_t errors = 0;
    std::size_t skipped = 0;
    for (const Result& result : report.results) {
        failures += fails(result) ? 1 : 0;
        errors += std::holds_alternative<checks::Broken>(result.outcome) ? 1 : 0;
        skipped += is_skipped(result) ? 1 : 0;
    }
    pugi::xml_node suite = suites.append_child("testsuite");
    suite.append_attribute("name") =
        fmt::format("{} with {}", report.profile.id, harmless_xml(subject_of(report.evidence))).c_str();
    suite.append_attribute("tests") = static_cast<unsigned long long>(report.results.size());
    suite.append_attribute("failures") = static_cast<unsigned long long>(failures);
    suite.append_attribute("errors") = static_cast<unsigned long long>(errors);
    suite.append_attribute("skipped") = static_cast<unsigned long long>(skipped);
    suite.append_attribute("time") =
        fmt::format("{:.3f}", static_cast<double>(report.evidence.duration.count()) / 1000).c_str();
    pugi::xml_node properties = suite.append_child("properties");
    pugi::xml_node verdict = properties.append_child("property");
    verdict.append_attribute("name") = "verdict";
    verdict.append_attribute("value") = std::string(to_string(report.verdict.outcome)).c_str();
    for (const Result& result : report.results)
        add_case(suite, report, result);
}

} // namespace

std::string to_junit(const std::vector<Report>& reports)
{
    pugi::xml_document document;
    pugi::xml_node suites = document.append_child("testsuites");
    suites.append_attribute("name") = "easprobe";
    for (const Report& report : reports)
        add_suite(suites, report);
    std::ostringstream text;
    document.save(text, "  ", pugi::format_indent, pugi::encoding_utf8);
    return text.str();
}

} // namespace easprobe::report
