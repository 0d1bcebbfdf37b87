#include "client/report/report.h"

#include "client/checks/catalogue.h"
#include "client/checks/runner.h"

#include <chrono>
#include <utility>

#ifndef EASPROBE_VERSION
#error "the build says which version this is"
#endif

namespace easprobe::report {

namespace {

std::optional<trust::CurrentClientOpinion> current_client(const checks::Case& given)
{
    if (given.path().owner() == nullptr)
        return std::nullopt;
    return trust::opinion_of_current_client(given.path(), given.evidence.target.host,
                                            std::chrono::floor<std::chrono::seconds>(given.evidence.started));
}

} // namespace

Report make_report(const Evidence& evidence, const HandsetProfile& profile)
{
    auto given = std::make_shared<const checks::Case>(evidence, profile);
    // Where no server was asked there is a certificate to judge and nothing else.
    auto results = evidence.offline ? checks::run_checks(checks::catalogue_of(Phase::Trust), *given)
                                    : checks::run_checks(*given);
    Verdict verdict = judge(results, *given);
    auto today = current_client(*given);
    return {EASPROBE_VERSION,   evidence,         profile,         std::move(results),
            std::move(verdict), std::move(today), std::move(given)};
}

} // namespace easprobe::report
