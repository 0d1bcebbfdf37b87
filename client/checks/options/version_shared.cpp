// Server and handset speak the highest protocol version that both name; without one they do not speak at all.
#include "client/checks/answer.h"
#include "client/checks/check.h"
#include "protocol/text/printable.h"

#include <fmt/format.h>

namespace easprobe::checks::options {

namespace {

std::string versions_of(const HandsetProfile& profile)
{
    std::string text;
    for (const eas::ProtocolVersion version : profile.activesync.versions)
        text += (text.empty() ? "" : ", ") + std::string(eas::to_string(version));
    return text;
}

Outcome run(const Case& given)
{
    const Exchange* answered = first_with(given, Phase::Options, Answer::Usable);
    if (answered == nullptr || http::find(answered->response()->headers, "MS-Server-ActiveSync") == nullptr)
        return NotReached{"no ActiveSync server answered OPTIONS"};
    const std::string* offered = http::find(answered->response()->headers, "MS-ASProtocolVersions");
    if (offered == nullptr) {
        Finding finding = bad_answer(*answered, "a header MS-ASProtocolVersions");
        finding.observed += ", without a header MS-ASProtocolVersions";
        return finding;
    }
    const auto shared = eas::highest_common(given.handset.activesync.versions, eas::split_list(*offered));
    if (!shared) {
        Finding finding = bad_answer(*answered, "one of " + versions_of(given.handset));
        finding.observed = fmt::format("the server offers {}", printable(*offered, 200));
        return finding;
    }
    return Passed{
        fmt::format("the server offers {}; both speak {}", printable(*offered, 200), eas::to_string(*shared)),
        {answered->number}};
}

} // namespace

extern const Check version_shared;
const Check version_shared{
    .id = "options.version-shared",
    .title = "Server and handset share a protocol version",
    .phase = Phase::Options,
    .severity = Severity::Blocker,
    .citation = {"MS-ASHTTP", "2.2.2.1.2.2 (R254)"},
    .why = "An Exchange 2003 before Service Pack 2 is too old, and a server that dropped 2.5 to 12.1 is too "
           "new for the handset.",
    .remedy = "Use a server that offers ActiveSync 2.5, 12.0 or 12.1: Exchange 2003 SP2 or later; on newer "
              "servers allow the old versions.",
    .run = run,
};

} // namespace easprobe::checks::options
