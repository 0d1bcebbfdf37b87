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
        if (given.answer(*exchange) != Answer::TokenLogin)
            continue;
        Finding finding = bad_answer(*exchange, "an ActiveSync answer");
        finding.observed += " with a page that wants a one-time passcode";
        return finding;
    }
    if (read == nullptr)
        return NotReached{"no request of the handset was answered"};
    return Passed{"no answer is a page that wants a one-time passcode", {}};
}

} // namespace

extern const Check no_token_login;
const Check no_token_login{
    .id = "http.no-token-login",
    .title = "No passcode page stands in front of the directory",
    .phase = Phase::Http,
    .severity = Severity::Blocker,
    .citation = {"Microsoft Remote Connectivity Analyzer", "firewall-pre-authentication-check"},
    .why = "RSA SecurID protection of the web site also covers the ActiveSync directory. A handset cannot "
           "enter a passcode.",
    .remedy =
        "Exclude the Microsoft-Server-ActiveSync directory from the RSA SecurID protection of the web site.",
    .run = run,
};

} // namespace easprobe::checks::http
