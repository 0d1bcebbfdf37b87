#pragma once

#include "protocol/http/message.h"

#include <mutex>
#include <string>
#include <vector>

namespace easprobe::test_server {

/// A request as it came, but for the credentials.
struct LoggedRequest {
    std::string word; ///< The command's name, or the method where there is none: "FolderSync", "OPTIONS".
    std::string head; ///< Request line and header lines as received; the value of Authorization is removed.
    http::Request request; ///< The same, taken apart, and the body.
    int status = 0;        ///< Answered with; 0 where the answer is no HTTP or none.
};

/// What a server has been asked, in the order answered. Keeps the last `capacity` requests.
class RequestLog {
  public:
    static constexpr std::size_t capacity = 4096;

    void add(LoggedRequest request);
    /// A request that the played server would not get from a handset, or cannot answer: in words.
    void complain(std::string what);

    std::vector<LoggedRequest> requests() const;
    std::vector<std::string> complaints() const;

  private:
    mutable std::mutex mutex_;
    std::vector<LoggedRequest> requests_;
    std::vector<std::string> complaints_;
};

/// The head with the values of Authorization and Cookie lines replaced.
std::string without_credentials(const std::string& head);
http::Request without_credentials(http::Request request);

} // namespace easprobe::test_server
