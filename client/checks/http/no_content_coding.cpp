// A handset sends no Accept-Encoding: it does not ask for compressed bodies and may be unable to read one.
#include "client/checks/http/met.h"
#include "protocol/text/printable.h"

namespace easprobe::checks::http {

namespace {

Outcome run(const Case& given)
{
    const Met met = first_met(given, Answer::Coded);
    if (met.trouble == nullptr)
        return passed_where_served(met, "no answer was compressed", "no request was answered with a body");
    Finding finding = bad_answer(*met.trouble, "a body without a coding: none was asked for");
    finding.observed +=
        "; its body is coded as " +
        printable(*easprobe::http::find(met.trouble->response()->headers, "Content-Encoding"), 40);
    finding.basis = Basis::Inferred;
    finding.source =
        "requests of these handsets were seen without Accept-Encoding; what they do with a coded body "
        "is not written";
    finding.remedy.clear();
    return finding;
}

} // namespace

extern const Check no_content_coding;
const Check no_content_coding{
    .id = "http.no-content-coding",
    .title = "Answers come without a content coding",
    .phase = Phase::Http,
    .severity = Severity::Blocker,
    .citation = {"RFC 7231", "5.3.4"},
    .why = "A server or a proxy that compresses bodies nobody asked to be compressed sends the handset bytes "
           "that are no WBXML. Later handsets ask for gzip and get it from the same server, so that they "
           "alone synchronise.",
    .remedy = "Switch compression off for /Microsoft-Server-ActiveSync in the server and in the proxy in "
              "front of it, or let it depend on Accept-Encoding.",
    .run = run,
};

} // namespace easprobe::checks::http
