// A directory that answers without credentials has anonymous access switched on; Exchange then may take the
// handset for nobody.
#include "client/checks/answer.h"
#include "client/checks/check.h"

#include <fmt/format.h>

namespace easprobe::checks::http {

namespace {

Outcome run(const Case& given)
{
    const Exchange* probe = find_probe(given, Probe::AnonymousOptions);
    if (probe == nullptr || probe->response() == nullptr)
        return NotReached{"no request without credentials was answered"};
    if (probe->response()->status != 200)
        return Passed{"OPTIONS without credentials: " + describe_answer(*probe), {probe->number}};
    return Finding{.observed = "OPTIONS without credentials was answered so: " + describe_answer(*probe),
                   .expected = "HTTP 401",
                   .evidence = {probe->number},
                   .basis = Basis::Observed,
                   .source = {},
                   .support_code = {},
                   .remedy = {},
                   .severity = {}};
}

} // namespace

extern const Check anonymous_refused;
const Check anonymous_refused{
    .id = "http.anonymous-refused",
    .title = "The directory refuses requests without credentials",
    .phase = Phase::Http,
    .severity = Severity::Advice,
    .citation = {"Microsoft Remote Connectivity Analyzer",
                 "anonymous-authentication-enabled-virtual-directory"},
    .why = "With anonymous access on, the web server may hand a request on without a user, and "
           "synchronisation fails in ways that look like something else.",
    .remedy = "Switch anonymous access off for the Microsoft-Server-ActiveSync directory.",
    .run = run,
};

} // namespace easprobe::checks::http
