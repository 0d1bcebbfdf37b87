// What listens on the port of a web server is not always one.
#include "client/checks/answer.h"
#include "client/checks/check.h"

namespace easprobe::checks::http {

namespace {

Outcome run(const Case& given)
{
    const Exchange* answered = nullptr;
    for (const Exchange* exchange : handset_exchanges(given)) {
        if (given.answer(*exchange) == Answer::NotHttp)
            return bad_answer(*exchange, "an HTTP response");
        if (exchange->response() != nullptr && answered == nullptr)
            answered = exchange;
    }
    if (answered == nullptr)
        return NotReached{"no request of the handset was answered"};
    return Passed{"what answers speaks HTTP", {answered->number}};
}

} // namespace

extern const Check reply_readable;
const Check reply_readable{
    .id = "http.reply-readable",
    .title = "What answers speaks HTTP",
    .phase = Phase::Http,
    .severity = Severity::Blocker,
    .citation = {"RFC 7230", "3"},
    .why = "Another service on the port, or a device in between that answers in its own way, gives the "
           "handset nothing it can read.",
    .remedy = "Check host and port: something other than a web server answers there.",
    .run = run,
};

} // namespace easprobe::checks::http
