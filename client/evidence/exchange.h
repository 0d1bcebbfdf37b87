#pragma once

#include "client/evidence/errand_steps.h"
#include "client/evidence/phase.h"
#include "protocol/eas/command.h"
#include "protocol/eas/version.h"
#include "protocol/http/message.h"
#include "protocol/wbxml/decoder.h"

#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <variant>

namespace easprobe {

using Milliseconds = std::chrono::milliseconds;

/// How an exchange ended when it did not end with a whole response. What the server (or the way to it) did is
/// data; nothing here is an error of ours.
struct TransportFailure {
    enum class Kind {
        NameNotResolved,
        ConnectionRefused,
        Unreachable,        ///< No route, or the connection attempt timed out.
        TlsFailed,          ///< The handshake ended otherwise than by our refusal; see Connection::alert.
        CertificateRefused, ///< The handset itself refused the server's chain.
        Closed,             ///< The peer closed or reset before any byte of a response.
        CutShort,           ///< The peer closed or reset inside the response.
        TimedOut,           ///< No (further) byte within the step's time.
        DeadlineReached,    ///< The run's own deadline.
        Interrupted,        ///< The user ended the run.
        TooLarge,           ///< More header or body bytes than we take.
        NotHttp,            ///< What came back is not HTTP.
        Other,
    };
    Kind kind = Kind::Other;
    std::string detail;      ///< In words, from the library or the system; harmless text.
    http::Response partial;  ///< What had arrived; status 0 when not even a status line.
    bool never_sent = false; ///< Known as long as the run lasts: nothing of the request went out.
};

/// The word of a recording: "connection-refused".
std::string_view to_string(TransportFailure::Kind kind);

/// For people, as a part of a sentence: "the connection was refused".
std::string_view in_words(TransportFailure::Kind kind);

/// We ended a held request ourselves, as planned, after this long without an answer (a Ping held open).
struct HeldOpen {
    Milliseconds held{};
};

/// Why the handset sent it. Only Handset is what the phone does of itself; an Errand is what it does when its
/// owner asks for it, or the look afterwards at what became of that; a Probe is a question of the judge's,
/// asked after the phone is done. Neither of these two is ever counted as the phone's own behaviour.
enum class Purpose { Handset, Errand, Probe };

/// "handset", "errand", "probe".
std::string_view to_string(Purpose purpose);
std::optional<Purpose> parse_purpose(std::string_view word);

/// The decoded form of a body that says it is WBXML; shared because a document cannot be copied.
using DecodedBody = tl::expected<std::shared_ptr<const wbxml::Decoded>, wbxml::Error>;

struct Exchange {
    int number = 0; ///< From 1, in the order sent.
    Purpose purpose = Purpose::Handset;
    std::optional<ErrandStep> step;      ///< Of an Errand.
    std::optional<Probe> probe;          ///< Of a Probe.
    std::optional<eas::Command> command; ///< None for OPTIONS and for requests that are not ActiveSync.
    std::string url;                     ///< Scheme, host, port, path and query.
    http::Request request;               ///< Credentials removed.
    using Ended = std::variant<http::Response, TransportFailure, HeldOpen>;
    Ended ended;
    std::chrono::sys_time<Milliseconds> started;
    Milliseconds duration{};
    std::optional<DecodedBody> request_body;  ///< Absent when the body is empty or not WBXML by its type.
    std::optional<DecodedBody> response_body; ///< Absent when there is no response, or its body is empty.
    std::optional<std::string> misread; ///< What of the decoded response is not as a reply to the command is.

    const http::Response* response() const { return std::get_if<http::Response>(&ended); }
    const TransportFailure* failure() const { return std::get_if<TransportFailure>(&ended); }
    /// The decoded response, or null where there is none that could be decoded.
    const pugi::xml_document* reply() const;
    /// The decoded request, or null.
    const pugi::xml_document* question() const;
    /// The phase that the request belongs to: Options for OPTIONS, FolderSync for FolderSync, Sync for Sync
    /// and GetItemEstimate, and so on; Autodiscover for its path; Http for what else is not ActiveSync.
    Phase phase() const;
};

/// Bytes of the answer's body, of what came of it where it was cut short.
std::size_t bytes_of_answer(const Exchange& exchange);

/// What the recording calls it, the step's word or the probe's; empty for the handset's own.
std::string_view recorded_name(const Exchange& exchange);

/// Fills command, request_body, response_body and misread from the raw request and response. A request body
/// counts as WBXML by its content type; a response body is tried whenever it is not empty and its command
/// answers in WBXML, whatever its content type says.
void interpret(Exchange& exchange);

} // namespace easprobe
