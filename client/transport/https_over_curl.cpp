#include "client/transport/https_over_curl.h"

#include "client/transport/curl_failure.h"
#include "client/transport/response_collector.h"

#include <algorithm>
#include <curl/curl.h>
#include <fmt/format.h>
#include <sys/socket.h>
#include <thread>
#include <utility>

namespace easprobe::transport {

namespace {

using Clock = std::chrono::steady_clock;

struct FreeList {
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using List = std::unique_ptr<curl_slist, FreeList>;

void append(List& list, const std::string& line)
{
    curl_slist* longer = curl_slist_append(list.get(), line.c_str());
    if (longer != nullptr) {
        static_cast<void>(list.release());
        list.reset(longer);
    }
}

struct FreeHandle {
    void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};

CURL* new_handle()
{
    static const CURLcode initialised = curl_global_init(CURL_GLOBAL_DEFAULT);
    return initialised == CURLE_OK ? curl_easy_init() : nullptr;
}

/// Header lines in the order of the request. curl writes a custom Host first unless a bare "Host:" comes
/// before it; the other bare names keep curl from adding lines of its own.
List header_lines(const http::Request& request, const std::string& authorization)
{
    List lines;
    append(lines, "Host:");
    for (const char* unwanted : {"Accept", "Expect", "Content-Type", "User-Agent"})
        if (http::find(request.headers, unwanted) == nullptr)
            append(lines, std::string(unwanted) + ':');
    for (const http::Header& header : request.headers)
        append(lines, header.name + ": " +
                          (header.value == http::removed_credentials ? authorization : header.value));
    return lines;
}

} // namespace

struct HttpsOverCurl::State {
    HttpsOptions options;
    std::shared_ptr<const Credentials> credentials; ///< Null in clear, whatever was given.
    bool resumes_sessions;
    Connection connection;
    TlsChannel channel;
    std::unique_ptr<CURL, FreeHandle> handle;
    List resolve;
    Clock::time_point begin;
    Clock::time_point next_progress;
    bool request_sent = false;  ///< In the current perform: header lines have gone out.
    bool retry_refused = false; ///< And curl wanted to send them again on another connection.
    bool stops = false;         ///< In the current perform: an interruption ends it.
    bool stopped = false;       ///< And has done so.
    std::optional<Clock::time_point> clean_up_until; ///< Known once it was interrupted.
    std::array<char, CURL_ERROR_SIZE> message{};

    State(HttpsOptions given, const Hello& hello, ChainVerdict accepts,
          std::shared_ptr<const Credentials> login)
        : options(std::move(given)), credentials(secure() ? std::move(login) : nullptr),
          resumes_sessions(hello.resumes_sessions), channel(hello, std::move(accepts), connection),
          handle(new_handle())
    {
        if (handle)
            configure();
    }

    bool secure() const { return options.scheme == Scheme::Https; }
    std::string origin() const
    {
        return fmt::format("{}://{}:{}", secure() ? "https" : "http", options.target.host,
                           options.target.port);
    }

    template <typename Value>
    void set(CURLoption option, Value value)
    {
        curl_easy_setopt(handle.get(), option, value);
    }

    void configure();
    void prepare(const Sending& sending, curl_slist* headers, ResponseCollector& collector,
                 Milliseconds timeout);
    void note_connection();
    Clock::time_point limit_of(const Sending& sending);
    bool interrupted() const { return stops && options.interrupted && options.interrupted(); }
    void wait(Milliseconds delay, Clock::time_point limit);
    TransportFailure failure(CURLcode code, const ResponseCollector& collector, bool deadline);
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

void HttpsOverCurl::State::configure()
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
    set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(options.limits.connect.count()));
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
    set(CURLOPT_NOPROGRESS, 0L);
    set(CURLOPT_XFERINFODATA, this);
    set(
        CURLOPT_XFERINFOFUNCTION, +[](void* self, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
            auto& state = *static_cast<State*>(self);
            const auto now = Clock::now();
            if (state.options.progress && now >= state.next_progress) {
                state.next_progress = now + std::chrono::seconds(1);
                state.options.progress(std::chrono::duration_cast<Milliseconds>(now - state.begin));
            }
            state.stopped = state.interrupted();
            return state.stopped ? 1 : 0;
        });
    set(CURLOPT_URL, (origin() + "/").c_str());
}

void HttpsOverCurl::State::prepare(const Sending& sending, curl_slist* headers, ResponseCollector& collector,
                                   Milliseconds timeout)
{
    const http::Request& request = sending.request;
    message[0] = '\0';
    request_sent = false;
    retry_refused = false;
    set(CURLOPT_REQUEST_TARGET, request.target.c_str());
    if (request.body.empty() && request.method != "POST") {
        set(CURLOPT_HTTPGET, 1L);
    } else {
        set(CURLOPT_POST, 1L);
        set(CURLOPT_POSTFIELDS, request.body.data());
        set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
    }
    set(CURLOPT_CUSTOMREQUEST, request.method.c_str());
    set(CURLOPT_HTTPHEADER, headers);
    set(CURLOPT_HEADERDATA, &collector);
    set(CURLOPT_WRITEDATA, &collector);
    set(CURLOPT_TIMEOUT_MS, static_cast<long>(timeout.count()));
}

/// Clearing away goes on for some time after the deadline, or after the interruption; however long it took
/// before either is not counted.
Clock::time_point HttpsOverCurl::State::limit_of(const Sending& sending)
{
    if (!sending.clean_up)
        return options.deadline;
    if (!clean_up_until && options.interrupted && options.interrupted())
        clean_up_until = Clock::now() + options.clean_up;
    const Clock::time_point latest = options.deadline + options.clean_up;
    return std::min(clean_up_until.value_or(latest), latest);
}

void HttpsOverCurl::State::wait(Milliseconds delay, Clock::time_point limit)
{
    constexpr Milliseconds look_round{100};
    const auto until = std::min(Clock::now() + delay, limit);
    while (Clock::now() < until && !interrupted())
        std::this_thread::sleep_for(
            std::min(look_round, std::chrono::ceil<Milliseconds>(until - Clock::now())));
}

void HttpsOverCurl::State::note_connection()
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

TransportFailure HttpsOverCurl::State::failure(CURLcode code, const ResponseCollector& collector,
                                               bool deadline)
{
    using Kind = TransportFailure::Kind;
    long system_error = 0;
    curl_easy_getinfo(handle.get(), CURLINFO_OS_ERRNO, &system_error);
    TransportFailure failure;
    failure.kind = retry_refused ? Kind::Closed : failure_kind(code, collector.begun(), system_error);
    if (collector.too_large())
        failure.kind = Kind::TooLarge;
    else if (stopped)
        failure.kind = Kind::Interrupted;
    else if (secure() && !connection.handshake_completed && channel.refused())
        failure.kind = Kind::CertificateRefused;
    else if (code == CURLE_OPERATION_TIMEDOUT && deadline)
        failure.kind = Kind::DeadlineReached;
    else if (code == CURLE_OPERATION_TIMEDOUT && !connection.connected)
        failure.kind = connection.name_resolved ? Kind::Unreachable : Kind::NameNotResolved;
    else if (secure() && connection.connected && !connection.handshake_completed && !collector.begun())
        failure.kind = code == CURLE_OPERATION_TIMEDOUT ? Kind::TimedOut
                       : connection.first_bytes.empty() ? Kind::Closed
                                                        : Kind::TlsFailed;
    failure.detail = retry_refused        ? "closed without an answer"
                     : message[0] != '\0' ? message.data()
                                          : curl_easy_strerror(code);
    if (failure.kind == Kind::Interrupted)
        failure.detail = "interrupted";
    if (failure.kind == Kind::CertificateRefused)
        failure.detail = "the handset does not accept the server's certificate";
    failure.partial = collector.response();
    return failure;
}

HttpsOverCurl::HttpsOverCurl(HttpsOptions options, const Hello& hello, ChainVerdict accepts,
                             std::shared_ptr<const Credentials> credentials)
    : state_(std::make_unique<State>(std::move(options), hello, std::move(accepts), std::move(credentials)))
{}

HttpsOverCurl::~HttpsOverCurl() = default;

const Connection& HttpsOverCurl::connection() const
{
    return state_->connection;
}

Exchange HttpsOverCurl::perform(const Sending& sending)
{
    State& state = *state_;
    Exchange exchange;
    exchange.purpose = sending.purpose;
    exchange.step = sending.step;
    exchange.probe = sending.probe;
    exchange.request = sending.request;
    exchange.url = state.origin() + sending.request.target;
    exchange.started = std::chrono::time_point_cast<Milliseconds>(std::chrono::system_clock::now());
    if (!state.handle) {
        exchange.ended =
            TransportFailure{TransportFailure::Kind::Other, "libcurl could not be initialised", {}};
        return exchange;
    }

    const Clock::time_point limit = state.limit_of(sending);
    state.stops = !sending.clean_up;
    state.stopped = false;
    state.wait(sending.delay, limit);
    state.begin = Clock::now();
    state.next_progress = state.begin + std::chrono::seconds(1);
    const auto left = std::chrono::duration_cast<Milliseconds>(limit - state.begin);
    const Milliseconds wanted = sending.hold.count() > 0 ? sending.hold : sending.timeout;
    const bool deadline_first = left < wanted;
    if (state.interrupted()) {
        exchange.ended = TransportFailure{TransportFailure::Kind::Interrupted, "interrupted", {}, true};
        return exchange;
    }
    if (left.count() <= 0) {
        exchange.ended =
            TransportFailure{TransportFailure::Kind::DeadlineReached, "no time was left for it", {}, true};
        return exchange;
    }

    ResponseCollector collector(state.options.limits.header_bytes, state.options.limits.body_bytes);
    const List headers = header_lines(
        sending.request, state.credentials ? state.credentials->basic_authorization() : std::string());
    state.prepare(sending, headers.get(), collector, std::min(wanted, left));
    const CURLcode code = curl_easy_perform(state.handle.get());
    exchange.duration = std::chrono::duration_cast<Milliseconds>(Clock::now() - state.begin);
    state.note_connection();

    const bool held = sending.hold.count() > 0 && !deadline_first && code == CURLE_OPERATION_TIMEDOUT &&
                      state.connection.handshake_completed && !collector.begun();
    if (code == CURLE_OK)
        exchange.ended = collector.take_response();
    else if (held)
        exchange.ended = HeldOpen{exchange.duration};
    else
        exchange.ended = state.failure(code, collector, deadline_first);
    if (!state.connection.handshake_completed)
        if (const TransportFailure* failure = exchange.failure())
            state.connection.failure = *failure;
    return exchange;
}

} // namespace easprobe::transport
