// A proxy that does not reach its server, a store that is dismounted, a server that is busy: each answers in
// the place of ActiveSync, and the phone gives up until its next schedule.
#include "client/checks/answer.h"
#include "client/checks/check.h"
#include "protocol/text/printable.h"

namespace easprobe::checks::http {

namespace {

bool is_number(std::string_view text)
{
    return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

Outcome run(const Case& given)
{
    const Exchange* served = nullptr;
    for (const Exchange* exchange : handset_exchanges(given)) {
        const Answer answer = given.answer(*exchange);
        if (answer == Answer::ServiceUnavailable) {
            Finding finding = bad_answer(*exchange, "an answer of the server itself");
            if (const std::string* after = easprobe::http::find(exchange->response()->headers, "Retry-After"))
                finding.observed +=
                    "; it asks to come back after " + printable(*after, 60) + (is_number(*after) ? " s" : "");
            return finding;
        }
        if (answer == Answer::Usable || answer == Answer::PolicyDemanded)
            served = exchange;
    }
    if (served == nullptr)
        return NotReached{"no request was served"};
    return Passed{"no answer said that a service is down", {served->number}};
}

} // namespace

extern const Check service_available;
const Check service_available{
    .id = "http.service-available",
    .title = "Everything between the handset and the mailbox is in service",
    .phase = Phase::Http,
    .severity = Severity::Blocker,
    .citation = {"MS-ASHTTP", "2.2.2.1.1"},
    .why = "HTTP 502 and 504 come from a proxy that gets no answer from the server behind it; 503 from a "
           "server that is busy, throttles the user or has the store dismounted. The phone shows an error "
           "and tries again on its schedule; that it waits for Retry-After is not known.",
    .remedy = "Look at the proxy's way to the server and at the server's services, stores and load; "
              "synchronise again.",
    .run = run,
};

} // namespace easprobe::checks::http
