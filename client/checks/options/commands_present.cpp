// The answer to OPTIONS lists the commands that the server carries out. Provision is needed only where the
// server asks for its policy.
#include "client/checks/answer.h"
#include "client/checks/check.h"
#include "protocol/eas/options.h"
#include "protocol/text/ascii.h"

#include <algorithm>
#include <fmt/format.h>
#include <string>
#include <string_view>
#include <vector>

namespace easprobe::checks::options {

namespace {

bool asked_for_policy(const Case& given)
{
    const auto own = handset_exchanges(given);
    return std::ranges::any_of(
        own, [&](const Exchange* exchange) { return given.answer(*exchange) == Answer::PolicyDemanded; });
}

bool lists(const std::vector<std::string>& offered, std::string_view command)
{
    return std::ranges::any_of(
        offered, [command](const std::string& name) { return equal_ignoring_case(name, command); });
}

Finding lacking(const Exchange& answered, const std::string& commands)
{
    Finding finding = bad_answer(answered, "the commands that the handset needs");
    finding.observed = fmt::format("the server's list of commands lacks {}", commands);
    finding.support_code.clear();
    return finding;
}

Outcome run(const Case& given)
{
    const Exchange* answered = first_with(given, Phase::Options, Answer::Usable);
    if (answered == nullptr || http::find(answered->response()->headers, "MS-Server-ActiveSync") == nullptr)
        return NotReached{"no ActiveSync server answered OPTIONS"};
    const auto offered = eas::read_options(answered->response()->headers).commands;
    std::vector<std::string> missing;
    for (const std::string& command : given.handset.activesync.required_commands)
        if (!lists(offered, command))
            missing.push_back(command);
    if (!lists(offered, "Provision") && asked_for_policy(given))
        missing.emplace_back("Provision");
    if (!missing.empty())
        return lacking(*answered, fmt::format("{}", fmt::join(missing, ", ")));

    if (given.evidence.circumstances.ping && !lists(offered, "Ping")) {
        Finding finding = lacking(*answered, "Ping: there is no Direct Push");
        finding.severity = Severity::Degraded;
        return finding;
    }
    if (!lists(offered, "Provision")) {
        Finding finding =
            lacking(*answered, "Provision; it asked for no policy here, so the handset does not need it");
        finding.severity = Severity::Advice;
        finding.remedy = "Nothing has to be done as long as the server has no policy for the handset.";
        return finding;
    }
    return Passed{"all commands that the handset needs", {answered->number}};
}

} // namespace

extern const Check commands_present;
const Check commands_present{
    .id = "options.commands-present",
    .title = "The server has the commands that the handset needs",
    .phase = Phase::Options,
    .severity = Severity::Blocker,
    .citation = {"MS-ASHTTP", "2.2.2.1.2.1 (R1107)"},
    .why = "A command that is missing from MS-ASProtocolCommands is one that the handset cannot use: a "
           "filter or an old or partial server.",
    .remedy = "Use a server, or repair the filter in front of it, so that MS-ASProtocolCommands lists every "
              "command of a handset.",
    .run = run,
};

} // namespace easprobe::checks::options
