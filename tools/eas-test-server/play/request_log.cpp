#include "tools/eas-test-server/play/request_log.h"

#include <algorithm>
#include <string_view>

namespace easprobe::test_server {

namespace {

bool names_credentials(std::string_view name)
{
    const http::Headers one = {{std::string(name), {}}};
    return http::find(one, "Authorization") != nullptr || http::find(one, "Cookie") != nullptr ||
           http::find(one, "Proxy-Authorization") != nullptr;
}

} // namespace

void RequestLog::add(LoggedRequest request)
{
    const std::lock_guard lock(mutex_);
    if (requests_.size() == capacity)
        requests_.erase(requests_.begin());
    requests_.push_back(std::move(request));
}

void RequestLog::complain(std::string what)
{
    const std::lock_guard lock(mutex_);
    if (complaints_.size() < capacity)
        complaints_.push_back(std::move(what));
}

std::vector<LoggedRequest> RequestLog::requests() const
{
    const std::lock_guard lock(mutex_);
    return requests_;
}

std::vector<std::string> RequestLog::complaints() const
{
    const std::lock_guard lock(mutex_);
    return complaints_;
}

std::string without_credentials(const std::string& head)
{
    std::string clean;
    std::string_view rest = head;
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find("\r\n"), rest.size());
        const std::string_view line = rest.substr(0, end);
        const std::size_t colon = line.find(':');
        if (colon != std::string_view::npos && names_credentials(line.substr(0, colon)))
            clean.append(line.substr(0, colon)).append(": ").append(http::removed_credentials);
        else
            clean.append(line);
        if (end < rest.size())
            clean.append("\r\n");
        rest.remove_prefix(std::min(end + 2, rest.size()));
    }
    return clean;
}

http::Request without_credentials(http::Request request)
{
    for (http::Header& header : request.headers)
        if (names_credentials(header.name))
            header.value = http::removed_credentials;
    return request;
}

} // namespace easprobe::test_server
