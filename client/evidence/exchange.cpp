#include "client/evidence/exchange.h"

#include "protocol/eas/autodiscover.h"
#include "protocol/eas/folder_sync.h"
#include "protocol/eas/get_item_estimate.h"
#include "protocol/eas/ping.h"
#include "protocol/eas/provision.h"
#include "protocol/eas/request_line.h"
#include "protocol/eas/sync.h"
#include "protocol/text/ascii.h"

namespace easprobe {

namespace {

bool is_wbxml_type(const std::string& type)
{
    return type == "application/vnd.ms-sync.wbxml" || type == "application/vnd.ms-sync";
}

/// GetAttachment answers with the attachment itself; every other command of these versions answers in WBXML
/// or with nothing.
bool answers_in_wbxml(const Exchange& exchange)
{
    return exchange.command && *exchange.command != eas::Command::GetAttachment;
}

/// Some servers redirect to a path of their own; the body tells as well.
bool is_autodiscover(const http::Request& request)
{
    const std::string path = to_lower(std::string_view(request.target).substr(0, request.target.find('?')));
    return path == eas::autodiscover_path ||
           (request.method == "POST" && http::media_type(request.headers) == "text/xml");
}

DecodedBody decode_body(std::string_view bytes)
{
    auto decoded = wbxml::decode(bytes);
    if (!decoded)
        return tl::unexpected(decoded.error());
    return std::make_shared<const wbxml::Decoded>(std::move(*decoded));
}

const pugi::xml_document* document_of(const std::optional<DecodedBody>& body)
{
    return body && *body ? &(**body)->document : nullptr;
}

template <typename Reply>
std::optional<std::string> fault_of(const tl::expected<Reply, eas::Malformed>& reply)
{
    return reply ? std::nullopt : std::optional(reply.error().what);
}

/// For the commands that a first synchronisation is made of.
std::optional<std::string> misread_reply(eas::Command command, const pugi::xml_document& reply)
{
    switch (command) {
    case eas::Command::Provision:
        return fault_of(eas::read_provision(reply));
    case eas::Command::FolderSync:
        return fault_of(eas::read_folder_sync(reply));
    case eas::Command::Sync:
        return fault_of(eas::read_sync(reply));
    case eas::Command::GetItemEstimate:
        return fault_of(eas::read_get_item_estimate(reply));
    case eas::Command::Ping:
        return fault_of(eas::read_ping(reply));
    default:
        return std::nullopt;
    }
}

} // namespace

std::string_view to_string(TransportFailure::Kind kind)
{
    using Kind = TransportFailure::Kind;
    switch (kind) {
    case Kind::NameNotResolved:
        return "name-not-resolved";
    case Kind::ConnectionRefused:
        return "connection-refused";
    case Kind::Unreachable:
        return "unreachable";
    case Kind::TlsFailed:
        return "tls-failed";
    case Kind::CertificateRefused:
        return "certificate-refused";
    case Kind::Closed:
        return "closed";
    case Kind::CutShort:
        return "cut-short";
    case Kind::TimedOut:
        return "timed-out";
    case Kind::DeadlineReached:
        return "deadline-reached";
    case Kind::Interrupted:
        return "interrupted";
    case Kind::TooLarge:
        return "too-large";
    case Kind::NotHttp:
        return "not-http";
    case Kind::Other:
        return "other";
    }
    return "";
}

std::string_view in_words(TransportFailure::Kind kind)
{
    using Kind = TransportFailure::Kind;
    switch (kind) {
    case Kind::NameNotResolved:
        return "the name has no address";
    case Kind::ConnectionRefused:
        return "the connection was refused";
    case Kind::Unreachable:
        return "the server cannot be reached";
    case Kind::TlsFailed:
        return "the TLS handshake failed";
    case Kind::CertificateRefused:
        return "the certificate was refused";
    case Kind::Closed:
        return "closed without an answer";
    case Kind::CutShort:
        return "cut off in mid-answer";
    case Kind::TimedOut:
        return "no answer in time";
    case Kind::DeadlineReached:
        return "the run's time was up";
    case Kind::Interrupted:
        return "interrupted";
    case Kind::TooLarge:
        return "more than is taken";
    case Kind::NotHttp:
        return "an answer that is not HTTP";
    case Kind::Other:
        break;
    }
    return "failed";
}

std::string_view to_string(Purpose purpose)
{
    switch (purpose) {
    case Purpose::Handset:
        return "handset";
    case Purpose::Errand:
        return "errand";
    case Purpose::Probe:
        break;
    }
    return "probe";
}

std::optional<Purpose> parse_purpose(std::string_view word)
{
    for (const Purpose purpose : {Purpose::Handset, Purpose::Errand, Purpose::Probe})
        if (word == to_string(purpose))
            return purpose;
    return std::nullopt;
}

const pugi::xml_document* Exchange::reply() const
{
    return document_of(response_body);
}

const pugi::xml_document* Exchange::question() const
{
    return document_of(request_body);
}

Phase Exchange::phase() const
{
    if (!command && is_autodiscover(request))
        return Phase::Autodiscover;
    if (!command)
        return request.method == "OPTIONS" ? Phase::Options : Phase::Http;
    switch (*command) {
    case eas::Command::Provision:
        return Phase::Provision;
    case eas::Command::FolderSync:
        return Phase::FolderSync;
    case eas::Command::Ping:
        return Phase::Ping;
    default:
        return Phase::Sync;
    }
}

std::size_t bytes_of_answer(const Exchange& exchange)
{
    if (const http::Response* response = exchange.response())
        return response->body.size();
    const TransportFailure* failure = exchange.failure();
    return failure == nullptr ? 0 : failure->partial.body.size();
}

std::string_view recorded_name(const Exchange& exchange)
{
    if (exchange.step)
        return to_string(*exchange.step);
    return exchange.probe ? to_string(*exchange.probe) : std::string_view();
}

void interpret(Exchange& exchange)
{
    const auto line = eas::parse_target(exchange.request.target);
    exchange.command = line && exchange.request.method == "POST" ? line->command : std::nullopt;
    exchange.request_body.reset();
    exchange.response_body.reset();
    exchange.misread.reset();
    const http::Request& request = exchange.request;
    if (!request.body.empty() && is_wbxml_type(http::media_type(request.headers)))
        exchange.request_body = decode_body(request.body);
    const http::Response* response = exchange.response();
    if (response != nullptr && !response->body.empty() && response->status == 200 &&
        answers_in_wbxml(exchange))
        exchange.response_body = decode_body(response->body);
    if (const pugi::xml_document* reply = exchange.reply(); reply != nullptr && exchange.command)
        exchange.misread = misread_reply(*exchange.command, *reply);
}

} // namespace easprobe
