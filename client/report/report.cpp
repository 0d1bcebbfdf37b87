#include "client/report/report.h"

#include "client/checks/catalogue.h"
#include "client/checks/runner.h"
#include "client/checks/trust/path.h"

#include <chrono>
#include <utility>

#ifndef EASPROBE_VERSION
#error "the build says which version this is"
#endif

namespace easprobe::report {

namespace {

std::optional<trust::CurrentClientOpinion> current_client(const Evidence& evidence,
                                                          const HandsetProfile& profile)
{
    const trust::DevicePath path = checks::trust::path_of(evidence, profile);
    if (path.owner() == nullptr)
        return std::nullopt;
    return trust::opinion_of_current_client(path, evidence.target.host,
                                            std::chrono::floor<std::chrono::seconds>(evidence.started));
}

} // namespace

Report make_report(const Evidence& evidence, const HandsetProfile& profile)
{
    // Where no server was asked there is a certificate to judge and nothing else.
    auto results = evidence.offline
                       ? checks::run_checks(checks::catalogue_of(Phase::Trust), evidence, profile)
                       : checks::run_checks(evidence, profile);
    Verdict verdict = judge(results, evidence, profile);
    return {EASPROBE_VERSION,   evidence,           profile,
            std::move(results), std::move(verdict), current_client(evidence, profile)};
}

} // namespace easprobe::report
