// The first thing a handset sends is OPTIONS. Filters such as UrlScan, and proxies that know only GET and
// POST, turn it away before Exchange sees it.
#include "client/checks/answer.h"
#include "client/checks/check.h"

namespace easprobe::checks::http {

namespace {

Outcome run(const Case& given)
{
    if (const Exchange* refused = first_with(given, Phase::Options, Answer::MethodRefused)) {
        Finding finding = bad_answer(*refused, "HTTP 200 to OPTIONS");
        if (refused->response()->status == 403)
            finding.remedy =
                "Enable Exchange ActiveSync for the user, check that the device is not blocked, and "
                "allow OPTIONS in UrlScan and in the rule that publishes the directory.";
        else
            finding.remedy.clear();
        return finding;
    }
    const Exchange* answered = first_with(given, Phase::Options, Answer::Usable);
    if (answered == nullptr)
        return NotReached{"OPTIONS met other trouble before a filter could show"};
    return Passed{"OPTIONS: " + describe_answer(*answered), {answered->number}};
}

} // namespace

extern const Check options_not_filtered;
const Check options_not_filtered{
    .id = "http.options-not-filtered",
    .title = "OPTIONS reaches the server",
    .phase = Phase::Http,
    .severity = Severity::Blocker,
    .citation = {"Microsoft Remote Connectivity Analyzer", "could-not-find-ms-server-activesync-header"},
    .why = "UrlScan, an ISA rule or a proxy that does not allow the verb answers OPTIONS with 403, 404, 405 "
           "or 501. The handset learns no version and stops.",
    .remedy = "Allow the verb OPTIONS for /Microsoft-Server-ActiveSync in UrlScan.ini (AllowVerbs) and in "
              "every proxy in front.",
    .run = run,
};

} // namespace easprobe::checks::http
