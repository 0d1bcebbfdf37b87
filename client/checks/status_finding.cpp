#include "client/checks/status_finding.h"

#include "client/checks/answer.h"
#include "client/codes/eas_statuses.h"

#include <fmt/format.h>

namespace easprobe::checks {

Finding status_finding(const Exchange& exchange, int status, std::string_view of)
{
    const std::string command = name_of(exchange);
    const codes::EasStatus* const known = codes::find_eas_status(command, status);
    Finding finding = bad_answer(exchange, "Status 1");
    finding.observed = fmt::format("{} status {}", command, status);
    if (!of.empty())
        finding.observed += fmt::format(" ({})", of);
    if (known == nullptr)
        return finding;
    finding.observed += fmt::format(": {}", codes::clause_of(*known));
    // Where the handset would have found its way by itself, the check says what to do when it does not.
    if (!known->handset_recovers)
        finding.remedy = known->remedy;
    return finding;
}

} // namespace easprobe::checks
