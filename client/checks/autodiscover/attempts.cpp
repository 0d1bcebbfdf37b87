#include "client/checks/autodiscover/attempts.h"

#include "client/checks/answer.h"
#include "client/codes/eas_statuses.h"
#include "client/trust/device_path.h"
#include "protocol/text/ascii.h"
#include "protocol/text/printable.h"

#include <fmt/format.h>

namespace easprobe::checks::autodiscover {

namespace {

constexpr std::size_t shown = 200;

std::string describe_error(const eas::AutodiscoverError& error)
{
    const auto number = error.error_code ? error.error_code : error.status;
    std::string text = number ? fmt::format("{} {}", error.error_code ? "error" : "status", *number)
                              : "an error without a number";
    if (const codes::EasStatus* known = number ? codes::find_eas_status("Autodiscover", *number) : nullptr)
        text += fmt::format(": {}", codes::clause_of(*known));
    if (!error.message.empty())
        text += fmt::format("; it says '{}'", printable(error.message, shown));
    if (!error.debug_data.empty())
        text += fmt::format(" (DebugData: {})", printable(error.debug_data, shown));
    return text;
}

bool looks_like_xml(const http::Response& response)
{
    const std::string type = http::media_type(response.headers);
    return type == "text/xml" || type == "application/xml" || trim(response.body).starts_with("<?xml");
}

Attempt of_reply(eas::AutodiscoverReply reply)
{
    Attempt attempt;
    if (reply.error) {
        attempt.kind = AttemptKind::Error;
        attempt.what = describe_error(*reply.error);
    } else if (reply.url.empty()) {
        attempt.kind = AttemptKind::ElsewhereTo;
        attempt.what = "asks to look for " + printable(reply.redirect_address, shown);
    } else {
        attempt.kind = AttemptKind::Settings;
        attempt.what = "names " + printable(reply.url, shown);
    }
    attempt.reply = std::move(reply);
    return attempt;
}

Attempt of_response(const Exchange& exchange, const http::Response& response)
{
    Attempt attempt;
    attempt.kind = AttemptKind::OtherAnswer;
    attempt.what = describe_answer(exchange);
    if (response.status == 200 && exchange.request.method == "POST") {
        auto reply = eas::read_autodiscover(response.body);
        if (reply)
            return of_reply(std::move(*reply));
        const bool xml = looks_like_xml(response);
        attempt.kind = xml ? AttemptKind::Unreadable : AttemptKind::OtherAnswer;
        attempt.what = xml ? fmt::format("XML that is no answer of Autodiscover: {}", reply.error().what)
                           : fmt::format("{}, and no answer of Autodiscover", attempt.what);
    } else if (response.status == 401) {
        attempt.kind = AttemptKind::Unauthorized;
    } else if (const std::string* location = http::find(response.headers, "Location")) {
        attempt.kind = AttemptKind::ElsewhereTo;
        attempt.what += ", to " + printable(*location, shown);
        if (!to_lower(*location).starts_with("https://"))
            attempt.what += ", where the handset does not go: it is no address with https";
    }
    return attempt;
}

/// Over SSL a question goes without the password only to a host that a redirect in clear led to.
bool was_asked_without_password(const Exchange& exchange)
{
    return exchange.request.method == "POST" &&
           http::find(exchange.request.headers, "Authorization") == nullptr;
}

/// The first thing that the handset has against the chain of this host.
std::string why_refused(const Case& given, const DiscoveryStep& step, const std::string& host)
{
    const auto path =
        trust::build_device_path(step.connection.chain, host, given.handset, given.evidence.circumstances);
    return path.faults.empty() ? std::string() : ": " + path.faults.front().text;
}

std::string host_of(const std::string& url)
{
    const auto begin = url.find("://") + 3;
    if (url.substr(begin).starts_with('['))
        return url.substr(begin, url.find(']', begin) + 1 - begin);
    return url.substr(begin, url.find_first_of(":/", begin) - begin);
}

Attempt of_failure(const TransportFailure& failure, const std::string& refusal, const Exchange& exchange)
{
    using Kind = TransportFailure::Kind;
    Attempt attempt;
    switch (failure.kind) {
    case Kind::NameNotResolved:
        attempt.what = "the name leads to no address";
        attempt.kind = AttemptKind::OffNetwork;
        break;
    case Kind::ConnectionRefused:
    case Kind::Unreachable:
        attempt.what = failure.kind == Kind::Unreachable ? "nobody answers" : "the connection was refused";
        attempt.kind = AttemptKind::OffNetwork;
        break;
    case Kind::CertificateRefused:
        attempt.what = "the handset does not accept its certificate" + refusal;
        break;
    case Kind::Other:
        attempt.what = describe_answer(exchange);
        attempt.kind = AttemptKind::NotAsked;
        break;
    default:
        attempt.what = describe_answer(exchange);
        break;
    }
    return attempt;
}

} // namespace

std::vector<Attempt> attempts_of(const Case& given)
{
    std::vector<Attempt> attempts;
    if (!given.evidence.discovery)
        return attempts;
    for (const DiscoveryStep& step : given.evidence.discovery->steps) {
        const auto index = static_cast<std::size_t>(step.exchange);
        if (index < 1 || index > given.evidence.exchanges.size())
            continue; // A recording that names an exchange it does not hold.
        const Exchange& exchange = given.evidence.exchanges[index - 1];
        Attempt attempt;
        if (const http::Response* response = exchange.response())
            attempt = of_response(exchange, *response);
        else if (const TransportFailure* failure = exchange.failure())
            attempt = of_failure(*failure, why_refused(given, step, host_of(exchange.url)), exchange);
        const bool would_get_password =
            attempt.kind == AttemptKind::Unauthorized || attempt.reply.has_value();
        if (would_get_password && was_asked_without_password(exchange)) {
            attempt.kind = AttemptKind::PasswordWithheld;
            attempt.what +=
                fmt::format("; the redirect to {} came in clear, so the password was not sent there",
                            printable(host_of(exchange.url), shown));
        }
        attempt.exchange = &exchange;
        attempts.push_back(std::move(attempt));
    }
    return attempts;
}

std::string describe(const std::vector<Attempt>& attempts)
{
    std::string text;
    for (const Attempt& attempt : attempts)
        text += fmt::format("{}{}: {}", text.empty() ? "" : "; ", printable(attempt.exchange->url, shown),
                            attempt.what);
    return text;
}

std::vector<Proof> proofs_in(const std::vector<Attempt>& attempts)
{
    std::vector<Proof> numbers;
    numbers.reserve(attempts.size());
    for (const Attempt& attempt : attempts)
        numbers.push_back(attempt.exchange->number);
    return numbers;
}

} // namespace easprobe::checks::autodiscover
