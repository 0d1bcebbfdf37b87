#include "tools/eas-test-server/wire/connection.h"

#include "protocol/eas/request_line.h"
#include "tools/eas-test-server/exchange/autodiscover.h"
#include "tools/eas-test-server/exchange/reply.h"
#include "tools/eas-test-server/wire/delivery.h"

#include <string>

namespace easprobe::test_server {

namespace {

enum class Port { Secure, Plain };

/// One connection and the requests that come over it.
class Conversation {
  public:
    Conversation(Stream& stream, Port port, const Shared& shared)
        : stream_(stream), port_(port), shared_(shared)
    {}

    void run()
    {
        RequestReader reader(stream_);
        Afterwards afterwards = Afterwards::KeepOpen;
        while (afterwards == Afterwards::KeepOpen) {
            const auto received = reader.next();
            if (!received) {
                refuse(received.error());
                return;
            }
            afterwards = answer(*received);
        }
    }

  private:
    void refuse(ReadFailure failure)
    {
        if (failure == ReadFailure::Closed)
            return;
        const int status = failure == ReadFailure::TooLarge         ? 413
                           : failure == ReadFailure::LengthRequired ? 411
                                                                    : 400;
        shared_.log.complain("a request that is no HTTP request, or too large");
        deliver({stream_, nullptr, {}}, page_reply(status, reason_of(status), "The request cannot be read."),
                {}, Afterwards::Close);
    }

    Afterwards answer(const ReceivedRequest& received)
    {
        const http::Request& request = received.request;
        const std::optional<eas::RequestLine> line = eas::parse_target(request.target);
        const bool is_command = request.method == "POST" && line && line->command;
        const bool searches = is_autodiscover(request.target);
        const std::string word = searches     ? "Autodiscover"
                                 : is_command ? std::string(to_string(*line->command))
                                              : request.method;
        // In clear nothing goes wrong but the search for the server.
        const std::optional<FaultRule> rule =
            port_ == Port::Plain && !searches ? std::nullopt : shared_.faults.meet(word);
        const FaultRule* const fault = rule ? &*rule : nullptr;
        const bool cuts_idle = fault != nullptr && fault->fault == Fault::CutIdle;
        if (fault != nullptr && fault->wait.count() > 0 && !cuts_idle)
            pause(fault->wait);
        const auto begin = std::chrono::steady_clock::now();
        const auto cut = [&] { return cuts_idle && std::chrono::steady_clock::now() - begin >= fault->wait; };
        const Incoming incoming{request, line, fault, [&] { return abandoned() || cut(); }};
        std::optional<http::Response> instead =
            fault == nullptr ? std::nullopt : response_of_fault(*fault, request);
        http::Response response = instead                ? std::move(*instead)
                                  : port_ == Port::Plain ? shared_.site.answer_plain(incoming)
                                                         : shared_.site.answer(incoming);
        shared_.log.add(
            {word, without_credentials(received.raw_head), without_credentials(request), response.status});
        if (cut())
            return Afterwards::Close;
        const Delivery delivery{stream_, fault, [this] { pause(std::nullopt); }};
        return deliver(delivery, std::move(response), request, wish_of(received));
    }

    static Afterwards wish_of(const ReceivedRequest& received)
    {
        const std::string* const connection = http::find(received.request.headers, "Connection");
        const bool says_close = connection != nullptr && (*connection == "close" || *connection == "Close");
        const bool is_old = received.raw_head.substr(0, received.raw_head.find("\r\n")).ends_with("HTTP/1.0");
        return says_close || is_old ? Afterwards::Close : Afterwards::KeepOpen;
    }

    /// Called with the store's mutex held, by a command that waits.
    bool abandoned() const { return stream_.peer_gone(); }

    /// Waits for the time, or without one for ever; no longer than the client stays and the server runs.
    void pause(std::optional<std::chrono::milliseconds> time)
    {
        constexpr std::chrono::milliseconds look_round{50};
        const auto start = std::chrono::steady_clock::now();
        std::unique_lock lock(shared_.store.mutex);
        while (!shared_.store.stopping && !stream_.peer_gone()) {
            const auto passed = std::chrono::steady_clock::now() - start;
            if (time && passed >= *time)
                return;
            shared_.store.changed.wait_for(lock, look_round);
        }
    }

    Stream& stream_;
    Port port_;
    const Shared& shared_;
};

/// A fatal alert in a record of TLS 1.0 (RFC 2246 6.2.1, 7.2).
std::string fatal_alert(int description)
{
    std::string record("\x15\x03\x01\x00\x02\x02", 6);
    record += static_cast<char>(description);
    return record;
}

/// True where a fault has ended the connection at its hello.
bool spoil_hello(int socket, const Shared& shared)
{
    const std::optional<FaultRule> rule = shared.faults.meet("hello");
    if (!rule)
        return false;
    constexpr std::size_t largest_hello = 16 * 1024;
    const std::unique_ptr<Stream> stream = plain_stream(socket);
    if (stream->read_some(largest_hello).empty())
        return true;
    if (rule->fault == Fault::Alert)
        stream->write(fatal_alert(rule->alert));
    return true;
}

} // namespace

void serve_tls(int socket, const TlsContext& tls, const Shared& shared)
{
    if (spoil_hello(socket, shared))
        return;
    const std::unique_ptr<Stream> stream = tls.accept(socket);
    if (stream != nullptr)
        Conversation(*stream, Port::Secure, shared).run();
}

void serve_plain(int socket, const Shared& shared)
{
    const std::unique_ptr<Stream> stream = plain_stream(socket);
    Conversation(*stream, Port::Plain, shared).run();
}

} // namespace easprobe::test_server
