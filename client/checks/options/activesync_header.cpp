// A handset knows an ActiveSync server by the MS-Server-ActiveSync header in the answer to OPTIONS.
#include "client/checks/answer.h"
#include "client/checks/check.h"
#include "protocol/text/printable.h"

namespace easprobe::checks::options {

namespace {

Outcome run(const Case& given)
{
    if (const Exchange* answered = first_with(given, Phase::Options, Answer::Usable)) {
        const std::string* build = http::find(answered->response()->headers, "MS-Server-ActiveSync");
        if (build != nullptr)
            return Passed{"ActiveSync " + printable(*build, 40), {answered->number}};
        Finding finding = bad_answer(*answered, "a header MS-Server-ActiveSync");
        finding.observed += ", without a header MS-Server-ActiveSync";
        return finding;
    }
    if (const Exchange* refused = first_with(given, Phase::Options, Answer::HttpError))
        return bad_answer(*refused, "HTTP 200 with a header MS-Server-ActiveSync");
    return NotReached{"OPTIONS was not answered by what serves the directory"};
}

} // namespace

extern const Check activesync_header;
const Check activesync_header{
    .id = "options.activesync-header",
    .title = "ActiveSync answers at the address",
    .phase = Phase::Options,
    .severity = Severity::Blocker,
    .citation = {"MS-ASHTTP", "2.2.2.1.2.4"},
    .why = "Without that header the handset takes the server for something else: the directory is not "
           "published, another web server answers, or a proxy drops or answers OPTIONS itself.",
    .remedy = "Check the server name, that /Microsoft-Server-ActiveSync is published there, and that no "
              "proxy answers OPTIONS itself or drops its headers.",
    .run = run,
};

} // namespace easprobe::checks::options
