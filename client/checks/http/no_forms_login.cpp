// A page for people to log in with, in front of the directory, is no ActiveSync answer to a handset.
#include "client/checks/answer.h"
#include "client/checks/check.h"

#include <fmt/format.h>

namespace easprobe::checks::http {

namespace {

Outcome run(const Case& given)
{
    const Exchange* read = nullptr;
    for (const Exchange* exchange : handset_exchanges(given)) {
        if (exchange->response() == nullptr)
            continue;
        read = exchange;
        if (given.answer(*exchange) != Answer::LoginForm)
            continue;
        Finding finding = bad_answer(*exchange, "an ActiveSync answer");
        finding.observed += " with a login form";
        return finding;
    }
    if (read == nullptr)
        return NotReached{"no request of the handset was answered"};
    return Passed{"no answer is a login form", {}};
}

} // namespace

extern const Check no_forms_login;
const Check no_forms_login{
    .id = "http.no-forms-login",
    .title = "No login form stands in front of the directory",
    .phase = Phase::Http,
    .severity = Severity::Blocker,
    .citation = {"Microsoft Remote Connectivity Analyzer", "firewall-pre-authentication-check"},
    .why = "ISA Server or Exchange with forms-based authentication answers with a page for people. A handset "
           "cannot fill it in and finds no ActiveSync.",
    .remedy = "Take forms-based authentication off the Microsoft-Server-ActiveSync directory, or publish it "
              "through a listener of its own with Basic authentication.",
    .run = run,
};

} // namespace easprobe::checks::http
