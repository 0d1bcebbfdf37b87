// A handset sends Basic credentials with every request and knows no other scheme; a directory that asks for
// credentials without naming Basic will not take them.
#include "client/checks/answer.h"
#include "client/checks/check.h"
#include "client/checks/login_page.h"
#include "protocol/text/printable.h"

#include <algorithm>
#include <fmt/format.h>

namespace easprobe::checks::http {

namespace {

std::string offers_of(const easprobe::http::Response& response)
{
    std::string offers;
    for (const std::string_view challenge : easprobe::http::find_all(response.headers, "WWW-Authenticate"))
        offers += (offers.empty() ? "" : ", ") + printable(challenge, 100);
    return offers.empty() ? "no scheme at all" : offers;
}

bool names_basic(const easprobe::http::Response& response)
{
    const auto challenges = easprobe::http::find_all(response.headers, "WWW-Authenticate");
    return std::ranges::any_of(challenges,
                               [](std::string_view challenge) { return names_scheme(challenge, "Basic"); });
}

Outcome run(const Case& given)
{
    const Exchange* seen = nullptr;
    for (const Exchange& exchange : given.evidence.exchanges) {
        const easprobe::http::Response* response = exchange.response();
        if (response == nullptr || response->status != 401 || exchange.phase() == Phase::Autodiscover)
            continue;
        seen = &exchange;
        if (names_basic(*response))
            continue;
        Finding finding = bad_answer(exchange, "Basic among the schemes of WWW-Authenticate");
        finding.observed += fmt::format("; WWW-Authenticate offers {}", offers_of(*response));
        finding.remedy = easprobe::http::find(response->headers, "WWW-Authenticate") != nullptr
                             ? std::string()
                             : "The 401 names no scheme at all. ISA Server answers so where its rule has no "
                               "delegation and "
                               "clients may not authenticate directly: let the rule delegate Basic, or let "
                               "clients through.";
        if (exchange.purpose == Purpose::Probe) {
            // The handset's own requests, with credentials sent unasked, were not turned away.
            finding.severity = Severity::Advice;
            finding.support_code.clear();
        }
        return finding;
    }
    if (seen == nullptr)
        return NotReached{"the server never asked for credentials, so what it offers was not seen"};
    return Passed{"the server offers " + offers_of(*seen->response()), {seen->number}};
}

} // namespace

extern const Check basic_offered;
const Check basic_offered{
    .id = "http.basic-offered",
    .title = "The directory offers Basic authentication",
    .phase = Phase::Http,
    .severity = Severity::Blocker,
    .citation = {"MS-ASHTTP", "2.2.1.1.2.1"},
    .why = "A handset knows no other scheme than Basic. Where the directory offers only Integrated "
           "authentication, or nothing, every password is refused and the phone asks for it again and again.",
    .remedy = "Enable Basic authentication on the Microsoft-Server-ActiveSync directory (over SSL), and in "
              "the listener or the rule of a firewall in front of it.",
    .run = run,
};

} // namespace easprobe::checks::http
