// The server knows the user and lets nothing through: the account is blocked, or its password has expired.
#include "client/checks/http/met.h"

namespace easprobe::checks::http {

namespace {

Outcome run(const Case& given)
{
    const Met met = first_met(given, Answer::AccountBlocked);
    if (met.trouble != nullptr)
        return bad_answer(*met.trouble, "HTTP 200: the account in use");
    return passed_where_served(met, "no answer said that the account is blocked", "no request was served");
}

} // namespace

extern const Check account_not_blocked;
const Check account_not_blocked{
    .id = "http.account-not-blocked",
    .title = "The account is neither blocked nor waiting for a new password",
    .phase = Phase::Http,
    .severity = Severity::Blocker,
    .citation = {"MS-ASHTTP", "2.2.2.1.1 (456, 457)"},
    .why = "HTTP 456 says that the account is blocked, 457 that its password has expired. A handset has no "
           "way to unlock the one or to renew the other; which code it shows is not known.",
    .remedy = "Unlock the account, or have the user change the password at a computer, and enter the new one "
              "on the handset.",
    .run = run,
};

} // namespace easprobe::checks::http
