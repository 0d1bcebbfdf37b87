#include "client/checks/answer.h"

#include "client/checks/known_pages.h"
#include "client/checks/login_page.h"
#include "client/codes/http_statuses.h"
#include "client/codes/support_codes.h"
#include "protocol/text/ascii.h"
#include "protocol/text/printable.h"

#include <algorithm>
#include <fmt/format.h>
#include <utility>

namespace easprobe::checks {

namespace {

bool offers_basic(const http::Headers& headers)
{
    const auto challenges = http::find_all(headers, "WWW-Authenticate");
    return std::ranges::any_of(challenges,
                               [](std::string_view challenge) { return names_scheme(challenge, "Basic"); });
}

bool is_wbxml_type(const http::Headers& headers)
{
    const std::string type = http::media_type(headers);
    return type == "application/vnd.ms-sync.wbxml" || type == "application/vnd.ms-sync";
}

/// The commands that a first synchronisation is made of; each is answered in WBXML.
bool is_judged(eas::Command command)
{
    using eas::Command;
    return command == Command::Provision || command == Command::FolderSync || command == Command::Sync ||
           command == Command::GetItemEstimate || command == Command::Ping;
}

/// An empty Sync answer says "nothing new", from protocol 12.1 on (MS-ASCMD 2.2.1.21).
bool may_be_empty(eas::Command command, const Evidence& evidence)
{
    return command == eas::Command::Sync && evidence.version == eas::ProtocolVersion::V12_1;
}

/// The handset sends no Accept-Encoding, and reads nothing but the body itself (RFC 7231 5.3.4).
bool is_coded(const http::Response& response)
{
    const std::string* coding = http::find(response.headers, "Content-Encoding");
    return coding != nullptr && !response.body.empty() && !equal_ignoring_case(trim(*coding), "identity");
}

Answer answer_of_body(const Exchange& exchange, const http::Response& response, const Evidence& evidence)
{
    const LoginPage page = login_page_in(response);
    if (page != LoginPage::None)
        return page == LoginPage::Token ? Answer::TokenLogin : Answer::LoginForm;
    if (!exchange.command || !is_judged(*exchange.command))
        return Answer::Usable;
    if (is_coded(response) && exchange.phase() != Phase::Ping)
        return Answer::Coded;
    if (response.body.empty())
        return may_be_empty(*exchange.command, evidence) ? Answer::Usable : Answer::Unreadable;
    return is_wbxml_type(response.headers) && !unreadable_reply(exchange) ? Answer::Usable
                                                                          : Answer::Unreadable;
}

/// Statuses that say the same of every command.
std::optional<Answer> trouble_of(int status)
{
    switch (status) {
    case 456:
    case 457:
        return Answer::AccountBlocked;
    case 502:
    case 503:
    case 504:
        return Answer::ServiceUnavailable;
    case 507:
        return Answer::MailboxFull;
    default:
        return std::nullopt;
    }
}

Answer answer_of_response(const Exchange& exchange, const http::Response& response, const Evidence& evidence)
{
    const int status = response.status;
    if (status == 200)
        return answer_of_body(exchange, response, evidence);
    if ((status >= 300 && status <= 399) || status == 451)
        return Answer::Redirect;
    if (status == 401)
        return offers_basic(response.headers) ? Answer::CredentialsRefused : Answer::BasicNotOffered;
    if (status == 449 && exchange.command)
        return Answer::PolicyDemanded;
    // Whoever comes to Ping has synchronised: what becomes of that alone is another question.
    if (const auto trouble = trouble_of(status); trouble && exchange.phase() != Phase::Ping)
        return *trouble;
    // UrlScan turns a verb away with 404 and its reject page; that page is what tells it from an empty
    // address.
    const bool filtered = status == 403 || status == 405 || status == 501 ||
                          (status == 404 && response.body.find("Rejected-By-UrlScan") != std::string::npos);
    return exchange.request.method == "OPTIONS" && filtered ? Answer::MethodRefused : Answer::HttpError;
}

std::string_view words_of(TransportFailure::Kind kind)
{
    using Kind = TransportFailure::Kind;
    switch (kind) {
    case Kind::NameNotResolved:
        return "the server's name was no longer resolved";
    case Kind::ConnectionRefused:
        return "the connection was refused";
    case Kind::Unreachable:
        return "the server could no longer be reached";
    case Kind::TlsFailed:
        return "the TLS handshake failed";
    case Kind::CertificateRefused:
        return "the handset refused the server's certificate";
    case Kind::Closed:
        return "the server closed the connection without an answer";
    case Kind::CutShort:
        return "the server closed the connection in the middle of its answer";
    case Kind::TimedOut:
        return "the server stopped sending and the wait ran out";
    case Kind::DeadlineReached:
        return "the run's own deadline ended it";
    case Kind::Interrupted:
        return "the run was interrupted";
    case Kind::TooLarge:
        return "the answer was larger than anything a handset could take";
    case Kind::NotHttp:
        return "what came back is not HTTP";
    case Kind::Other:
        break;
    }
    return "the exchange failed";
}

std::string describe_failure(const TransportFailure& failure)
{
    std::string text(words_of(failure.kind));
    if (!failure.partial.body.empty())
        text += fmt::format(", after {} bytes of the body", failure.partial.body.size());
    else if (failure.partial.status != 0)
        text += fmt::format(", after the head of an HTTP {} answer", failure.partial.status);
    if (!failure.detail.empty())
        text += fmt::format(" ({})", printable(failure.detail));
    return text;
}

std::string_view support_code_of_failure(TransportFailure::Kind kind)
{
    using Kind = TransportFailure::Kind;
    switch (kind) {
    case Kind::NameNotResolved:
        return "0x80072EE7";
    case Kind::ConnectionRefused:
        return "0x80072EFD";
    case Kind::Unreachable:
    case Kind::TimedOut:
        return "0x80072EE2";
    case Kind::TlsFailed:
        return "0x80072F7D";
    case Kind::Closed:
    case Kind::CutShort:
        return "0x80072EFE";
    default: // For a refused certificate the trust checks know which fault it was; of the rest nothing is
             // known.
        return {};
    }
}

} // namespace

Answer answer_of(const Exchange& exchange, const Evidence& evidence)
{
    if (const http::Response* response = exchange.response())
        return answer_of_response(exchange, *response, evidence);
    if (const TransportFailure* failure = exchange.failure()) {
        if (failure->kind == TransportFailure::Kind::NotHttp)
            return Answer::NotHttp;
        const bool ours = failure->kind == TransportFailure::Kind::DeadlineReached ||
                          failure->kind == TransportFailure::Kind::Interrupted;
        return ours ? Answer::OutOfTime : Answer::Unreadable;
    }
    return Answer::HeldOpen;
}

std::string describe_answer(const Exchange& exchange)
{
    if (const http::Response* response = exchange.response()) {
        const codes::HttpStatus* known = codes::find_http_status(response->status);
        const std::string words = !response->reason.empty() ? printable(response->reason, 80)
                                  : known != nullptr        ? std::string(known->name)
                                                            : std::string();
        return words.empty() ? fmt::format("HTTP {}", response->status)
                             : fmt::format("HTTP {} ({})", response->status, words);
    }
    if (const TransportFailure* failure = exchange.failure())
        return describe_failure(*failure);
    return fmt::format("no answer in {:.1f} s, then ended by us",
                       static_cast<double>(exchange.duration.count()) / 1000);
}

std::string support_code_of(const Exchange& exchange)
{
    if (const http::Response* response = exchange.response())
        return codes::support_code_of_status(response->status);
    if (const TransportFailure* failure = exchange.failure())
        return std::string(support_code_of_failure(failure->kind));
    return {};
}

std::string remedy_of(const Exchange& exchange)
{
    const http::Response* response = exchange.response();
    if (response == nullptr)
        return {};
    if (const auto said = remedy_of_page(*response))
        return std::string(*said);
    const codes::HttpStatus* known = codes::find_http_status(response->status);
    return known != nullptr && response->status != 200 ? std::string(known->remedy) : std::string();
}

std::string name_of(const Exchange& exchange)
{
    return exchange.command ? std::string(eas::to_string(*exchange.command))
                            : printable(exchange.request.method, 20);
}

Finding bad_answer(const Exchange& exchange, std::string expected)
{
    return {.observed = fmt::format("{} was answered so: {}", name_of(exchange), describe_answer(exchange)),
            .expected = std::move(expected),
            .evidence = {exchange.number},
            .basis = Basis::Observed,
            .source = {},
            .support_code = support_code_of(exchange),
            .remedy = remedy_of(exchange),
            .severity = {}};
}

std::vector<const Exchange*> handset_exchanges(const Case& given)
{
    std::vector<const Exchange*> own;
    for (const Exchange& exchange : given.evidence.exchanges)
        if (exchange.purpose == Purpose::Handset && exchange.phase() != Phase::Autodiscover)
            own.push_back(&exchange);
    return own;
}

std::vector<const Exchange*> exchanges_of(const Case& given, Phase phase)
{
    std::vector<const Exchange*> own = handset_exchanges(given);
    std::erase_if(own, [phase](const Exchange* exchange) { return exchange->phase() != phase; });
    return own;
}

const Exchange* first_with(const Case& given, Phase phase, Answer answer)
{
    for (const Exchange* exchange : exchanges_of(given, phase))
        if (given.answer(*exchange) == answer)
            return exchange;
    return nullptr;
}

const Exchange* find_probe(const Case& given, Probe probe)
{
    const auto found = std::ranges::find_if(given.evidence.exchanges, [probe](const Exchange& exchange) {
        return exchange.purpose == Purpose::Probe && exchange.probe == probe;
    });
    return found == given.evidence.exchanges.end() ? nullptr : &*found;
}

} // namespace easprobe::checks
