#include "client/checks/readable.h"

#include "client/checks/answer.h"
#include "protocol/text/counted.h"
#include "protocol/text/printable.h"

#include <fmt/format.h>

namespace easprobe::checks {

namespace {

Finding finding_of(const Exchange& exchange)
{
    const http::Response* response = exchange.response();
    Finding finding = bad_answer(exchange, "a whole answer");
    finding.remedy.clear();
    if (response == nullptr)
        return finding;
    finding.expected = "WBXML that holds the reply to " + name_of(exchange);
    if (const auto fault = unreadable_reply(exchange)) {
        finding.observed = fmt::format("{} was answered with {}", name_of(exchange), *fault);
        return finding;
    }
    // It can be read here; that the handset goes by the type as well is what MS-ASHTTP lets it do.
    const std::string type = http::media_type(response->headers);
    finding.observed = fmt::format("the answer to {} is WBXML and says of itself that it is {}",
                                   name_of(exchange), type.empty() ? "of no type" : printable(type, 80));
    finding.expected = "Content-Type: application/vnd.ms-sync.wbxml";
    finding.basis = Basis::Inferred;
    finding.source = "MS-ASHTTP 2.2.2.1.2.2 asks for the type; what a handset does without it is not written";
    return finding;
}

/// A Ping that is left without an answer is ping.held's.
bool is_unheld_ping(const Exchange& exchange)
{
    const TransportFailure* failure = exchange.failure();
    return exchange.command == eas::Command::Ping && failure != nullptr &&
           (failure->kind == TransportFailure::Kind::Closed ||
            failure->kind == TransportFailure::Kind::TimedOut);
}

/// What becomes of an attachment is sync.attachment-arrives's.
bool is_attachment(const Exchange& exchange)
{
    return exchange.command == eas::Command::GetAttachment ||
           exchange.command == eas::Command::ItemOperations;
}

} // namespace

Outcome readable_replies(const Case& given, Phase phase)
{
    Passed passed;
    for (const Exchange* exchange : exchanges_of(given, phase)) {
        if (is_attachment(*exchange))
            continue;
        if (given.answer(*exchange) == Answer::Unreadable && !is_unheld_ping(*exchange))
            return finding_of(*exchange);
        if (exchange->response() != nullptr)
            passed.evidence.push_back(exchange->number);
    }
    if (passed.evidence.empty())
        return NotReached{"no answer came"};
    passed.observed = counted(passed.evidence.size(), "answer") + " arrived whole";
    return passed;
}

} // namespace easprobe::checks
