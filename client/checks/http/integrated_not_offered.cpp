// Handsets before Windows Mobile 6 can fail when Integrated authentication stands beside Basic in a 401;
// later ones pass over it.
#include "client/checks/answer.h"
#include "client/checks/check.h"
#include "client/checks/login_page.h"

#include <fmt/format.h>

namespace easprobe::checks::http {

namespace {

/// Windows CE 5.1 is Windows Mobile 5; 5.2 is Windows Mobile 6 and later.
bool is_before_windows_mobile_6(const HandsetProfile& profile)
{
    return profile.identity.user_agent.find("/5.1.") != std::string::npos;
}

Outcome run(const Case& given)
{
    const Exchange* seen = nullptr;
    for (const Exchange& exchange : given.evidence.exchanges) {
        if (exchange.response() == nullptr || exchange.response()->status != 401 ||
            exchange.phase() == Phase::Autodiscover)
            continue;
        seen = &exchange;
        for (const std::string_view challenge :
             easprobe::http::find_all(exchange.response()->headers, "WWW-Authenticate"))
            for (const char* scheme : {"Negotiate", "NTLM", "Kerberos"})
                if (names_scheme(challenge, scheme))
                    return Finding{.observed = fmt::format("the server also offers {}", scheme),
                                   .expected = "Basic alone",
                                   .evidence = {exchange.number},
                                   .basis = Basis::Observed,
                                   .source = {},
                                   .support_code = {},
                                   .remedy = {},
                                   .severity = is_before_windows_mobile_6(given.handset) ? Severity::Blocker
                                                                                         : Severity::Advice};
    }
    if (seen == nullptr)
        return NotReached{"the server never asked for credentials, so what it offers was not seen"};
    return Passed{"the server does not offer Integrated authentication", {seen->number}};
}

} // namespace

extern const Check integrated_not_offered;
const Check integrated_not_offered{
    .id = "http.integrated-not-offered",
    .title = "Integrated authentication is not offered beside Basic",
    .phase = Phase::Http,
    .severity = Severity::Advice,
    .citation = {"Microsoft Remote Connectivity Analyzer", "an-unsupported-authentication-method-found"},
    .why = "Handsets before Windows Mobile 6 can fail to synchronise when the directory offers Integrated "
           "Windows authentication as well; later ones go on with Basic.",
    .remedy =
        "Leave Basic as the only scheme of the Microsoft-Server-ActiveSync directory that handsets reach.",
    .run = run,
};

} // namespace easprobe::checks::http
