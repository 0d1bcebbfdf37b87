#include "client/transport/hello_prober.h"

#include "client/transport/curl_failure.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <curl/curl.h>
#include <fmt/format.h>
#include <memory>
#include <poll.h>
#include <random>
#include <utility>

namespace easprobe::transport {

namespace {

using Clock = std::chrono::steady_clock;
using Kind = TransportFailure::Kind;

struct FreeHandle {
    void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};
struct FreeList {
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

void fill_random(tls::ClientHello& hello)
{
    std::random_device device;
    std::ranges::generate(hello.random, [&] { return static_cast<std::uint8_t>(device()); });
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(now).count();
    for (std::size_t i = 0; i < 4; ++i)
        hello.random.at(i) = static_cast<std::uint8_t>(seconds >> (24 - 8 * i));
}

/// One TCP connection, made by curl so that names, --resolve and several addresses are treated alike
/// everywhere; then plain bytes.
class Wire {
  public:
    Wire(const HelloOptions& options, Connection& connection)
        : options_(options), connection_(connection), begin_(Clock::now()), next_progress_(begin_ + second)
    {}

    std::optional<TransportFailure> connect()
    {
        static const CURLcode initialised = curl_global_init(CURL_GLOBAL_DEFAULT);
        handle_.reset(initialised == CURLE_OK ? curl_easy_init() : nullptr);
        if (!handle_)
            return TransportFailure{Kind::Other, "libcurl could not be initialised", {}};
        const Milliseconds left = left_of(options_.connect);
        if (left.count() <= 0)
            return TransportFailure{Kind::DeadlineReached, "no time was left for it", {}};
        for (const std::string& line : options_.resolve)
            if (curl_slist* longer = curl_slist_append(resolve_.get(), line.c_str())) {
                static_cast<void>(resolve_.release());
                resolve_.reset(longer);
            }
        std::array<char, CURL_ERROR_SIZE> message{};
        const std::string url = fmt::format("http://{}:{}/", options_.target.host, options_.target.port);
        set(CURLOPT_NOSIGNAL, 1L);
        set(CURLOPT_PROXY, "");
        set(CURLOPT_CONNECT_ONLY, 1L);
        set(CURLOPT_RESOLVE, resolve_.get());
        set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(left.count()));
        set(CURLOPT_ERRORBUFFER, message.data());
        set(CURLOPT_URL, url.c_str());
        set(CURLOPT_NOPROGRESS, 0L);
        set(CURLOPT_XFERINFODATA, this);
        set(
            CURLOPT_XFERINFOFUNCTION, +[](void* self, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
                static_cast<Wire*>(self)->report_progress();
                return static_cast<Wire*>(self)->interrupted() ? 1 : 0;
            });
        const CURLcode code = curl_easy_perform(handle_.get());
        note_connection(code == CURLE_OK);
        set(CURLOPT_ERRORBUFFER, nullptr);
        if (code == CURLE_OK)
            return std::nullopt;
        return connect_failure(code, message[0] != '\0' ? message.data() : curl_easy_strerror(code));
    }

    std::optional<TransportFailure> send(std::string_view bytes)
    {
        while (!bytes.empty()) {
            std::size_t sent = 0;
            const CURLcode code = curl_easy_send(handle_.get(), bytes.data(), bytes.size(), &sent);
            if (code == CURLE_OK)
                bytes.remove_prefix(sent);
            else if (code != CURLE_AGAIN || !wait_for(POLLOUT))
                return TransportFailure{
                    code == CURLE_AGAIN ? Kind::TimedOut : Kind::Closed, "the hello could not be sent", {}};
        }
        return std::nullopt;
    }

    /// Reads until the server's flight has come to its end.
    std::optional<TransportFailure> receive(HelloProbe& probe)
    {
        tls::FlightReader reader;
        std::optional<TransportFailure> failure;
        std::array<char, 16384> buffer{};
        while (!reader.flight().ended() && !failure) {
            std::size_t count = 0;
            const CURLcode code = curl_easy_recv(handle_.get(), buffer.data(), buffer.size(), &count);
            if (code == CURLE_OK && count > 0) {
                reader.feed({buffer.data(), count});
                const std::size_t room = tls::FlightReader::most_bytes + 1 - probe.received.size();
                probe.received.append(buffer.data(), std::min(count, room));
            } else if (code == CURLE_AGAIN) {
                if (!wait_for(POLLIN))
                    failure = timed_out(probe.received.empty());
            } else {
                failure = closed(code == CURLE_OK, probe.received.empty());
            }
        }
        probe.flight = reader.flight();
        return failure;
    }

    Milliseconds taken() const { return std::chrono::duration_cast<Milliseconds>(Clock::now() - begin_); }

  private:
    static constexpr std::chrono::seconds second{1};

    template <typename Value>
    void set(CURLoption option, Value value)
    {
        curl_easy_setopt(handle_.get(), option, value);
    }

    Milliseconds left_of(Milliseconds step) const
    {
        const auto end = std::min(begin_ + step, options_.deadline);
        return std::chrono::duration_cast<Milliseconds>(end - Clock::now());
    }

    bool interrupted() const { return options_.interrupted && options_.interrupted(); }

    void report_progress()
    {
        const auto now = Clock::now();
        if (options_.progress && now >= next_progress_) {
            next_progress_ = now + second;
            options_.progress(taken());
        }
    }

    bool wait_for(short event)
    {
        curl_socket_t socket = CURL_SOCKET_BAD;
        curl_easy_getinfo(handle_.get(), CURLINFO_ACTIVESOCKET, &socket);
        for (;;) {
            const Milliseconds left = left_of(options_.connect + options_.answer);
            if (left.count() <= 0 || interrupted())
                return false;
            pollfd waiting{socket, event, 0};
            if (poll(&waiting, 1, static_cast<int>(std::min<std::int64_t>(left.count(), 250))) > 0)
                return true;
            report_progress();
        }
    }

    void note_connection(bool connected)
    {
        const char* address = nullptr;
        curl_easy_getinfo(handle_.get(), CURLINFO_PRIMARY_IP, &address);
        if (address != nullptr && *address != '\0')
            connection_.address = address;
        curl_off_t looked_up = 0;
        curl_easy_getinfo(handle_.get(), CURLINFO_NAMELOOKUP_TIME_T, &looked_up);
        connection_.connected |= connected;
        connection_.name_resolved |= looked_up > 0 || connected;
    }

    TransportFailure connect_failure(CURLcode code, std::string detail) const
    {
        if (interrupted())
            return {Kind::DeadlineReached, "interrupted", {}};
        long system_error = 0;
        curl_easy_getinfo(handle_.get(), CURLINFO_OS_ERRNO, &system_error);
        Kind kind = failure_kind(code, false, system_error);
        if (code == CURLE_OPERATION_TIMEDOUT)
            kind = Clock::now() >= options_.deadline ? Kind::DeadlineReached
                   : connection_.name_resolved       ? Kind::Unreachable
                                                     : Kind::NameNotResolved;
        return {kind, std::move(detail), {}};
    }

    TransportFailure timed_out(bool nothing_came) const
    {
        if (interrupted())
            return {Kind::DeadlineReached, "interrupted", {}};
        const bool deadline = Clock::now() >= options_.deadline;
        return {deadline ? Kind::DeadlineReached : Kind::TimedOut,
                nothing_came ? "no answer to the hello" : "the answer to the hello stopped before its end",
                {}};
    }

    static TransportFailure closed(bool orderly, bool nothing_came)
    {
        return {nothing_came ? Kind::Closed : Kind::CutShort, orderly ? "closed" : "connection reset", {}};
    }

    const HelloOptions& options_;
    Connection& connection_;
    Clock::time_point begin_;
    Clock::time_point next_progress_;
    std::unique_ptr<curl_slist, FreeList> resolve_;
    std::unique_ptr<CURL, FreeHandle> handle_;
};

} // namespace

HelloProber::HelloProber(HelloOptions options) : options_(std::move(options)) {}

HelloProbe HelloProber::ask(std::string name, tls::ClientHello hello)
{
    HelloProbe probe;
    probe.name = std::move(name);
    probe.hello = std::move(hello);
    fill_random(probe.hello);
    Wire wire(options_, connection_);
    probe.failure = wire.connect();
    if (!probe.failure)
        probe.failure = wire.send(tls::encode(probe.hello));
    if (!probe.failure)
        probe.failure = wire.receive(probe);
    probe.duration = wire.taken();
    return probe;
}

} // namespace easprobe::transport
