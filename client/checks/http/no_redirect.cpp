// A handset does not follow a redirect of the ActiveSync directory: it gives up.
#include "client/checks/answer.h"
#include "client/checks/check.h"
#include "client/checks/login_page.h"
#include "protocol/text/printable.h"

#include <fmt/format.h>

namespace easprobe::checks::http {

namespace {

std::string where_to(const easprobe::http::Response& response)
{
    for (const char* name : {"X-MS-Location", "Location"})
        if (const std::string* location = easprobe::http::find(response.headers, name))
            return *location;
    return {};
}

Outcome run(const Case& given)
{
    for (const Exchange* exchange : handset_exchanges(given)) {
        if (given.answer(*exchange) != Answer::Redirect)
            continue;
        const std::string location = where_to(*exchange->response());
        Finding finding = bad_answer(*exchange, "an answer at the address that the handset was given");
        if (!location.empty())
            finding.observed += fmt::format("; it points to {}", printable(location, 200));
        if (is_login_address(location))
            finding.remedy =
                "Take forms-based authentication off the Microsoft-Server-ActiveSync directory, or "
                "publish it through a listener that uses Basic authentication: a handset cannot "
                "fill in a login page.";
        return finding;
    }
    return Passed{"no answer sent the handset elsewhere", {}};
}

} // namespace

extern const Check no_redirect;
const Check no_redirect{
    .id = "http.no-redirect",
    .title = "No answer sends the handset to another address",
    .phase = Phase::Http,
    .severity = Severity::Blocker,
    .citation = {"MS-ASHTTP", "2.2.2.1.1"},
    .why = "A redirect, or HTTP 451 with X-MS-Location, ends the synchronisation: the handset follows "
           "neither. It comes from a login page in front of the directory, from a rule that moves / to /owa, "
           "or from a mailbox that another server holds.",
    .remedy = "Answer the ActiveSync directory itself, without a redirect, or enter the other server on the "
              "handset.",
    .run = run,
};

} // namespace easprobe::checks::http
