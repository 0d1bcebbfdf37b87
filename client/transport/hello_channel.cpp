#include "client/transport/hello_channel.h"

#include "client/transport/curl_failure.h"
#include "client/transport/curl_handle.h"

#include <algorithm>
#include <array>
#include <curl/curl.h>
#include <fmt/format.h>
#include <string_view>
#include <utility>

namespace easprobe::transport {

using Kind = TransportFailure::Kind;

struct HelloChannel::State {
    Origin origin;
    ChannelOptions options;
    HelloProbe probe;
    std::string bytes;       ///< Of the hello.
    std::string_view unsent; ///< Of those.
    tls::FlightReader reader;
    Connection connection;
    CurlList resolve;
    CurlHandle handle;
    CurlMulti multi;
    Limit limit; ///< To connect.
    bool stopped = false;
    std::array<char, CURL_ERROR_SIZE> message{};

    template <typename Value>
    void set(CURLoption option, Value value)
    {
        curl_easy_setopt(handle.get(), option, value);
    }

    void configure();
    void note_connection(bool connected);
    TransportFailure connect_failure(CURLcode code) const;
    Wants end(TransportFailure failure);
    Wants send();
    Wants receive();
};

void HelloChannel::State::configure()
{
    for (const std::string& line : options.resolve)
        append(resolve, line);
    const std::string url = fmt::format("http://{}:{}/", origin.host, origin.port);
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_PROXY, "");
    set(CURLOPT_CONNECT_ONLY, 1L);
    set(CURLOPT_RESOLVE, resolve.get());
    set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(limit.time.count()));
    set(CURLOPT_ERRORBUFFER, message.data());
    set(CURLOPT_URL, url.c_str());
    if (!options.watch)
        return;
    set(CURLOPT_NOPROGRESS, 0L);
    set(CURLOPT_XFERINFODATA, this);
    set(
        CURLOPT_XFERINFOFUNCTION, +[](void* self, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
            auto& state = *static_cast<State*>(self);
            state.stopped = !state.options.watch();
            return state.stopped ? 1 : 0;
        });
}

void HelloChannel::State::note_connection(bool connected)
{
    const char* address = nullptr;
    curl_easy_getinfo(handle.get(), CURLINFO_PRIMARY_IP, &address);
    if (address != nullptr && *address != '\0')
        connection.address = address;
    curl_off_t looked_up = 0;
    curl_easy_getinfo(handle.get(), CURLINFO_NAMELOOKUP_TIME_T, &looked_up);
    connection.connected = connected;
    connection.name_resolved = looked_up > 0 || connected;
}

TransportFailure HelloChannel::State::connect_failure(CURLcode code) const
{
    if (stopped)
        return {Kind::Interrupted, "interrupted", {}};
    long system_error = 0;
    curl_easy_getinfo(handle.get(), CURLINFO_OS_ERRNO, &system_error);
    Kind kind = failure_kind(code, false, system_error);
    if (code == CURLE_OPERATION_TIMEDOUT)
        kind = limit.ends_run             ? Kind::DeadlineReached
               : connection.name_resolved ? Kind::Unreachable
                                          : Kind::NameNotResolved;
    return {kind, message[0] != '\0' ? message.data() : curl_easy_strerror(code), {}};
}

HelloChannel::Wants HelloChannel::State::end(TransportFailure failure)
{
    probe.failure = std::move(failure);
    return Wants::Nothing;
}

HelloChannel::Wants HelloChannel::State::send()
{
    while (!unsent.empty()) {
        std::size_t sent = 0;
        const CURLcode code = curl_easy_send(handle.get(), unsent.data(), unsent.size(), &sent);
        if (code == CURLE_AGAIN)
            return Wants::ToWrite;
        if (code != CURLE_OK)
            return end({Kind::Closed, "the hello could not be sent", {}});
        unsent.remove_prefix(sent);
    }
    return receive();
}

/// Reads until the server's flight has come to its end.
HelloChannel::Wants HelloChannel::State::receive()
{
    std::array<char, 16384> buffer{};
    while (!reader.flight().ended()) {
        std::size_t count = 0;
        const CURLcode code = curl_easy_recv(handle.get(), buffer.data(), buffer.size(), &count);
        if (code == CURLE_AGAIN)
            return Wants::ToRead;
        if (code != CURLE_OK || count == 0)
            return end({probe.received.empty() ? Kind::Closed : Kind::CutShort,
                        code == CURLE_OK ? "closed" : "connection reset",
                        {}});
        reader.feed({buffer.data(), count});
        const std::size_t room = tls::FlightReader::most_bytes + 1 - probe.received.size();
        probe.received.append(buffer.data(), std::min(count, room));
    }
    return Wants::Nothing;
}

HelloChannel::HelloChannel(const Origin& origin, ChannelOptions options, std::string name,
                           tls::ClientHello hello)
    : state_(std::make_unique<State>())
{
    state_->origin = origin;
    state_->options = std::move(options);
    state_->probe.name = std::move(name);
    state_->probe.hello = std::move(hello);
    state_->bytes = tls::encode(state_->probe.hello);
    state_->unsent = state_->bytes;
}

HelloChannel::~HelloChannel() = default;

const Connection& HelloChannel::connection() const
{
    return state_->connection;
}

void* HelloChannel::begin(Limit limit)
{
    State& state = *state_;
    state.handle = new_handle();
    if (!state.handle) {
        state.end({Kind::Other, "libcurl could not be initialised", {}});
        return nullptr;
    }
    state.limit = limit.time < state.options.connect ? limit : Limit{state.options.connect, false};
    state.configure();
    return state.handle.get();
}

void* HelloChannel::multi()
{
    if (!state_->multi)
        state_->multi = new_multi();
    return state_->multi.get();
}

HelloChannel::Wants HelloChannel::connected(int curl_code)
{
    const auto code = static_cast<CURLcode>(curl_code);
    state_->note_connection(code == CURLE_OK);
    return code == CURLE_OK ? state_->send() : state_->end(state_->connect_failure(code));
}

HelloChannel::Wants HelloChannel::go_on()
{
    return state_->send();
}

void HelloChannel::give_up(TransportFailure::Kind kind)
{
    const std::string_view what = kind == Kind::Interrupted        ? "interrupted"
                                  : !state_->unsent.empty()        ? "the hello could not be sent"
                                  : state_->probe.received.empty() ? "no answer to the hello"
                                                                   : "the answer to the hello stopped "
                                                                     "before its end";
    state_->end({kind, std::string(what), {}});
}

int HelloChannel::socket() const
{
    curl_socket_t socket = CURL_SOCKET_BAD;
    curl_easy_getinfo(state_->handle.get(), CURLINFO_ACTIVESOCKET, &socket);
    return socket;
}

HelloProbe HelloChannel::finish(Milliseconds took)
{
    state_->probe.flight = state_->reader.flight();
    state_->probe.duration = took;
    return std::move(state_->probe);
}

} // namespace easprobe::transport
