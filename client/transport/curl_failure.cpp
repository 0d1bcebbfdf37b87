#include "client/transport/curl_failure.h"

#include <cerrno>
#include <curl/curl.h>

namespace easprobe::transport {

TransportFailure::Kind failure_kind(int curl_code, bool begun, long system_error)
{
    using Kind = TransportFailure::Kind;
    switch (curl_code) {
    case CURLE_COULDNT_RESOLVE_HOST:
        return Kind::NameNotResolved;
    case CURLE_COULDNT_CONNECT:
        return system_error == ECONNREFUSED ? Kind::ConnectionRefused : Kind::Unreachable;
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_SSL_CIPHER:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_PEER_FAILED_VERIFICATION:
        return Kind::TlsFailed;
    case CURLE_GOT_NOTHING:
        return Kind::Closed;
    case CURLE_SEND_ERROR:
    case CURLE_RECV_ERROR:
        return begun ? Kind::CutShort : Kind::Closed;
    case CURLE_PARTIAL_FILE:
        return Kind::CutShort;
    case CURLE_OPERATION_TIMEDOUT:
        return Kind::TimedOut;
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_WEIRD_SERVER_REPLY:
        return Kind::NotHttp;
    default:
        return Kind::Other;
    }
}

} // namespace easprobe::transport
