#include "client/report/report.h"

#include "client/checks/runner.h"

#ifndef EASPROBE_VERSION
#error "the build says which version this is"
#endif

namespace easprobe::report {

Report make_report(const Evidence& evidence, const HandsetProfile& profile)
{
    auto results = checks::run_checks(evidence, profile);
    Verdict verdict = judge(results, evidence, profile);
    return {EASPROBE_VERSION, evidence, profile, std::move(results), std::move(verdict)};
}

} // namespace easprobe::report
