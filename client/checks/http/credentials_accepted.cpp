// A handset sends user and password with every request; when they are refused it asks its owner for the
// password.
#include "client/checks/answer.h"
#include "client/checks/check.h"
#include "protocol/text/printable.h"

#include <fmt/format.h>

namespace easprobe::checks::http {

namespace {

std::string login_of(const Case& given)
{
    return given.evidence.circumstances.login.empty()
               ? "the user"
               : "'" + printable(given.evidence.circumstances.login, 100) + "'";
}

Outcome run(const Case& given)
{
    const Exchange* refused = nullptr;
    const Exchange* accepted = nullptr;
    for (const Exchange* exchange : handset_exchanges(given)) {
        const Answer answer = given.answer(*exchange);
        if (answer == Answer::CredentialsRefused) {
            refused = exchange;
            accepted = nullptr;
        } else if (answer == Answer::Usable || answer == Answer::PolicyDemanded ||
                   answer == Answer::HeldOpen) {
            accepted = exchange;
        }
    }
    if (refused != nullptr && accepted == nullptr) {
        Finding finding = bad_answer(*refused, "HTTP 200: the credentials accepted");
        finding.observed += fmt::format("; credentials of {} were sent", login_of(given));
        finding.remedy.clear();
        return finding;
    }
    if (accepted == nullptr)
        return NotReached{"no answer shows whether the server takes the credentials"};
    return Passed{fmt::format("{} was let in", login_of(given)), {accepted->number}};
}

} // namespace

extern const Check credentials_accepted;
const Check credentials_accepted{
    .id = "http.credentials-accepted",
    .title = "The server accepts user and password",
    .phase = Phase::Http,
    .severity = Severity::Blocker,
    .citation = {"MS-ASHTTP", "2.2.2.1.1"},
    .why = "HTTP 401 to a request that carried credentials means that they are wrong, that the domain is "
           "missing or wrong, or that the account is locked or its password expired. The phone asks for the "
           "password each time.",
    .remedy = "Check user and password; enter the user with its domain as domain\\user, or set the default "
              "domain of the directory; look for a locked account or an expired password.",
    .run = run,
};

} // namespace easprobe::checks::http
