#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace easprobe::http {

/// One header line. The order and the spelling of names are part of what a handset sends, so both are kept.
struct Header {
    std::string name;
    std::string value;
};

using Headers = std::vector<Header>;

/// The first header of that name, compared without regard to case (RFC 7230 3.2); null when there is none.
const std::string* find(const Headers& headers, std::string_view name);

/// Every value of that name, in the order received.
std::vector<std::string_view> find_all(const Headers& headers, std::string_view name);

/// Stands where credentials would stand in any request that is kept, shown or written: the transport alone
/// puts the real ones in, on the wire.
inline constexpr std::string_view removed_credentials = "Basic (removed)";

struct Request {
    std::string method;
    std::string target; ///< Path and query, as on the request line.
    Headers headers;    ///< In the order sent.
    std::string body;   ///< Raw bytes.
};

struct Response {
    int status = 0;
    std::string reason;
    Headers headers;  ///< In the order received.
    std::string body; ///< Raw bytes as received, after transfer coding, before any content coding is undone.
};

/// The media type of a Content-Type header, lower case and without parameters; empty when there is none.
std::string media_type(const Headers& headers);

} // namespace easprobe::http
