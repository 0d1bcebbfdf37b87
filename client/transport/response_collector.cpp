#include "client/transport/response_collector.h"

#include "protocol/text/ascii.h"

#include <charconv>

namespace easprobe::transport {

namespace {

/// `HTTP/1.1 200 OK` (RFC 7230 3.1.2); the reason may be missing.
http::Response parse_status_line(std::string_view line)
{
    http::Response response;
    const auto blank = line.find(' ');
    if (blank == std::string_view::npos)
        return response;
    const std::string_view rest = trim(line.substr(blank));
    const auto parsed = std::from_chars(rest.data(), rest.data() + rest.size(), response.status);
    response.reason = trim(rest.substr(static_cast<std::size_t>(parsed.ptr - rest.data())));
    return response;
}

} // namespace

ResponseCollector::ResponseCollector(std::size_t header_limit, std::size_t body_limit)
    : header_limit_(header_limit), body_limit_(body_limit)
{}

bool ResponseCollector::header_line(std::string_view line)
{
    header_bytes_ += line.size();
    if (header_bytes_ > header_limit_) {
        too_large_ = true;
        return false;
    }
    line = trim(line);
    if (line.starts_with("HTTP/")) {
        response_ = parse_status_line(line);
        return true;
    }
    const auto colon = line.find(':');
    if (colon != std::string_view::npos)
        response_.headers.push_back(
            {std::string(trim(line.substr(0, colon))), std::string(trim(line.substr(colon + 1)))});
    return true;
}

bool ResponseCollector::body_bytes(std::string_view bytes)
{
    if (bytes.size() > body_limit_ - response_.body.size()) {
        response_.body.append(bytes.substr(0, body_limit_ - response_.body.size()));
        too_large_ = true;
        return false;
    }
    response_.body.append(bytes);
    return true;
}

} // namespace easprobe::transport
