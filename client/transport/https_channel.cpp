#include "client/transport/https_channel.h"

#include "client/transport/curl_failure.h"
#include "client/transport/curl_handle.h"
#include "client/transport/response_collector.h"

#include <array>
#include <curl/curl.h>
#include <optional>
#include <sys/socket.h>
#include <utility>

namespace easprobe::transport {

namespace {

/// Header lines in the order of the request. curl writes a custom Host first unless a bare "Host:" comes
/// before it; the other bare names keep curl from adding lines of its own.
/// @param authorization Empty: that line is left out.
CurlList header_lines(const http::Request& request, const std::string& authorization)
{
    CurlList lines;
    append(lines, "Host:");
    for (const char* unwanted : {"Accept", "Expect", "Content-Type", "User-Agent"})
        if (http::find(request.headers, unwanted) == nullptr)
            append(lines, std::string(unwanted) + ':');
    for (const http::Header& header : request.headers) {
        const bool secret = header.value == http::removed_credentials;
        if (!secret || !authorization.empty())
            append(lines, header.name + ": " + (secret ? authorization : header.value));
    }
    return lines;
}

} // namespace

struct HttpsChannel::State {
    Origin origin;
    ChannelOptions options;
    std::shared_ptr<const Credentials> credentials; ///< Null in clear, whatever was given.
    bool resumes_sessions;
    Connection connection;
    TlsChannel channel;
    CurlHandle handle;
    CurlList resolve;
    CurlMulti multi; ///< Goes first: its connections speak of the channel until they are closed.
    std::array<char, CURL_ERROR_SIZE> message{};

    // Of the request that is under way.
    CurlList headers;
    std::optional<ResponseCollector> collector;
    Limit limit;
    Milliseconds hold{};
    bool request_sent = false;  ///< Header lines have gone out.
    bool retry_refused = false; ///< And curl wanted to send them again on another connection.
    bool stopped = false;       ///< By the watch.

    State(Origin to, ChannelOptions given, const Hello& hello, ChainVerdict accepts,
          std::shared_ptr<const Credentials> login)
        : origin(std::move(to)), options(std::move(given)),
          credentials(secure() ? std::move(login) : nullptr), resumes_sessions(hello.resumes_sessions),
          channel(hello, std::move(accepts), connection), handle(new_handle())
    {
        if (handle)
            configure();
    }

    bool secure() const { return origin.scheme == Scheme::Https; }

    template <typename Value>
    void set(CURLoption option, Value value)
    {
        curl_easy_setopt(handle.get(), option, value);
    }

    void configure();
    void prepare(const Sending& sending);
    void note_connection();
    TransportFailure::Kind kind_of_failure(CURLcode code) const;
    TransportFailure failure(CURLcode code) const;
};

namespace {

// Both callbacks catch everything: they are called from C.
std::size_t on_header(char* bytes, std::size_t, std::size_t size, void* collector)
{
    return static_cast<ResponseCollector*>(collector)->header_line({bytes, size}) ? size : 0;
}

std::size_t on_body(char* bytes, std::size_t, std::size_t size, void* collector)
{
    return static_cast<ResponseCollector*>(collector)->body_bytes({bytes, size}) ? size : 0;
}

int on_debug(CURL*, curl_infotype kind, char*, std::size_t, void* request_sent)
{
    if (kind == CURLINFO_HEADER_OUT)
        *static_cast<bool*>(request_sent) = true;
    return 0;
}

CURLcode on_context(CURL*, void* context, void* channel)
{
    return static_cast<TlsChannel*>(channel)->prepare(static_cast<ssl_ctx_st*>(context)) ? CURLE_OK
                                                                                         : CURLE_SSL_CIPHER;
}

} // namespace

void HttpsChannel::State::configure()
{
    for (const std::string& line : options.resolve)
        append(resolve, line);
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_PROXY, "");
    set(CURLOPT_PROTOCOLS_STR, secure() ? "https" : "http");
    set(CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
    set(CURLOPT_FOLLOWLOCATION, 0L);
    set(CURLOPT_SSL_ENABLE_ALPN, 0L);
    set(CURLOPT_SSL_SESSIONID_CACHE, resumes_sessions ? 1L : 0L);
    // The chain is judged by the handset's rules in TlsChannel, never by curl's or the system's.
    set(CURLOPT_SSL_VERIFYPEER, 0L);
    set(CURLOPT_SSL_VERIFYHOST, 0L);
    set(CURLOPT_CAINFO, nullptr);
    set(CURLOPT_CAPATH, nullptr);
    set(CURLOPT_SSL_CTX_FUNCTION, on_context);
    set(CURLOPT_SSL_CTX_DATA, &channel);
    // Requests are small; curl makes and unmakes a buffer of 64 KiB for each, if not told.
    set(CURLOPT_UPLOAD_BUFFERSIZE, 16384L);
    set(CURLOPT_RESOLVE, resolve.get());
    set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(options.connect.count()));
    set(CURLOPT_HEADERFUNCTION, on_header);
    set(CURLOPT_WRITEFUNCTION, on_body);
    set(CURLOPT_ERRORBUFFER, message.data());
    // curl sends a request again by itself when a kept connection turns out to be dead. Whether it has been
    // sent is only told to the debug function; a second connection for it is then refused.
    set(CURLOPT_VERBOSE, 1L);
    set(CURLOPT_DEBUGFUNCTION, on_debug);
    set(CURLOPT_DEBUGDATA, &request_sent);
    set(CURLOPT_OPENSOCKETDATA, this);
    set(
        CURLOPT_OPENSOCKETFUNCTION, +[](void* self, curlsocktype, curl_sockaddr* address) -> curl_socket_t {
            auto& state = *static_cast<State*>(self);
            state.retry_refused |= state.request_sent;
            return state.request_sent
                       ? CURL_SOCKET_BAD
                       : socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
        });
    if (options.watch) {
        set(CURLOPT_NOPROGRESS, 0L);
        set(CURLOPT_XFERINFODATA, this);
        set(
            CURLOPT_XFERINFOFUNCTION, +[](void* self, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
                auto& state = *static_cast<State*>(self);
                state.stopped = !state.options.watch();
                return state.stopped ? 1 : 0;
            });
    }
    set(CURLOPT_URL, (to_string(origin) + "/").c_str());
}

void HttpsChannel::State::prepare(const Sending& sending)
{
    const http::Request& request = sending.request;
    headers =
        header_lines(request, credentials ? credentials->basic_authorization(sending.login) : std::string());
    collector.emplace(options.header_bytes, sending.most_bytes);
    hold = sending.hold;
    message[0] = '\0';
    request_sent = retry_refused = stopped = false;
    set(CURLOPT_REQUEST_TARGET, request.target.c_str());
    if (request.body.empty() && request.method != "POST") {
        set(CURLOPT_HTTPGET, 1L);
    } else {
        set(CURLOPT_POST, 1L);
        set(CURLOPT_POSTFIELDS, request.body.data());
        set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
    }
    set(CURLOPT_CUSTOMREQUEST, request.method.c_str());
    set(CURLOPT_HTTPHEADER, headers.get());
    set(CURLOPT_HEADERDATA, &*collector);
    set(CURLOPT_WRITEDATA, &*collector);
    set(CURLOPT_TIMEOUT_MS, static_cast<long>(limit.time.count()));
}

void HttpsChannel::State::note_connection()
{
    const char* address = nullptr;
    curl_easy_getinfo(handle.get(), CURLINFO_PRIMARY_IP, &address);
    if (address != nullptr && *address != '\0')
        connection.address = address;
    curl_off_t looked_up = 0;
    curl_off_t connected = 0;
    curl_easy_getinfo(handle.get(), CURLINFO_NAMELOOKUP_TIME_T, &looked_up);
    curl_easy_getinfo(handle.get(), CURLINFO_CONNECT_TIME_T, &connected);
    connection.connected |= connected > 0 || connection.handshake_completed;
    connection.name_resolved |= looked_up > 0 || connection.connected;
}

TransportFailure::Kind HttpsChannel::State::kind_of_failure(CURLcode code) const
{
    using Kind = TransportFailure::Kind;
    const bool timed_out = code == CURLE_OPERATION_TIMEDOUT;
    if (collector->too_large())
        return Kind::TooLarge;
    if (stopped)
        return Kind::Interrupted;
    if (secure() && !connection.handshake_completed && channel.refused())
        return Kind::CertificateRefused;
    if (timed_out && limit.ends_run)
        return Kind::DeadlineReached;
    if (timed_out && !connection.connected)
        return connection.name_resolved ? Kind::Unreachable : Kind::NameNotResolved;
    if (secure() && connection.connected && !connection.handshake_completed && !collector->begun())
        return timed_out ? Kind::TimedOut : connection.first_bytes.empty() ? Kind::Closed : Kind::TlsFailed;
    if (retry_refused)
        return Kind::Closed;
    long system_error = 0;
    curl_easy_getinfo(handle.get(), CURLINFO_OS_ERRNO, &system_error);
    return failure_kind(code, collector->begun(), system_error);
}

TransportFailure HttpsChannel::State::failure(CURLcode code) const
{
    using Kind = TransportFailure::Kind;
    TransportFailure failure{kind_of_failure(code), {}, collector->response()};
    if (failure.kind == Kind::Interrupted)
        failure.detail = "interrupted";
    else if (failure.kind == Kind::CertificateRefused)
        failure.detail = "the handset does not accept the server's certificate";
    else if (retry_refused)
        failure.detail = "closed without an answer";
    else
        failure.detail = message[0] != '\0' ? message.data() : curl_easy_strerror(code);
    return failure;
}

HttpsChannel::HttpsChannel(Origin origin, ChannelOptions options, const Hello& hello, ChainVerdict accepts,
                           std::shared_ptr<const Credentials> credentials)
    : state_(std::make_unique<State>(std::move(origin), std::move(options), hello, std::move(accepts),
                                     std::move(credentials)))
{}

HttpsChannel::~HttpsChannel() = default;

const Connection& HttpsChannel::connection() const
{
    return state_->connection;
}

void* HttpsChannel::multi()
{
    if (!state_->multi)
        state_->multi = new_multi();
    return state_->multi.get();
}

void HttpsChannel::interrupt()
{
    state_->stopped = true;
}

void* HttpsChannel::begin(const Sending& sending, Limit limit)
{
    if (!state_->handle)
        return nullptr;
    const bool held = sending.hold.count() > 0;
    const Milliseconds wanted = held ? sending.hold : sending.timeout;
    state_->limit = limit.time < wanted ? limit : Limit{wanted, false};
    state_->prepare(sending);
    return state_->handle.get();
}

Exchange::Ended HttpsChannel::finish(int curl_code, Milliseconds took)
{
    State& state = *state_;
    const auto code = static_cast<CURLcode>(curl_code);
    state.note_connection();
    if (code == CURLE_OK)
        return state.collector->take_response();
    const bool held = state.hold.count() > 0 && !state.limit.ends_run && code == CURLE_OPERATION_TIMEDOUT &&
                      state.connection.handshake_completed && !state.collector->begun();
    if (held)
        return HeldOpen{took};
    TransportFailure failure = state.failure(code);
    if (!state.connection.handshake_completed)
        state.connection.failure = failure;
    return failure;
}

} // namespace easprobe::transport
