#include "tools/eas-test-server/wire/request_reader.h"

#include <algorithm>
#include <charconv>
#include <optional>

namespace easprobe::test_server {

namespace {

constexpr std::size_t read_at_once = 16UL * 1024;

std::string_view trimmed(std::string_view text)
{
    const std::size_t first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

/// Takes the next line off `rest`, without its line end.
std::string_view take_line(std::string_view& rest)
{
    const std::size_t end = rest.find("\r\n");
    const std::string_view line = rest.substr(0, end);
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 2);
    return line;
}

std::optional<http::Request> parse_head(std::string_view head)
{
    http::Request request;
    const std::string_view line = take_line(head);
    const std::size_t first = line.find(' ');
    const std::size_t last = line.rfind(' ');
    if (first == std::string_view::npos || last <= first + 1 || !line.substr(last + 1).starts_with("HTTP/1."))
        return std::nullopt;
    request.method = line.substr(0, first);
    request.target = line.substr(first + 1, last - first - 1);
    while (!head.empty()) {
        const std::string_view field = take_line(head);
        if (field.empty())
            break;
        const std::size_t colon = field.find(':');
        if (colon == std::string_view::npos || colon == 0)
            return std::nullopt;
        request.headers.push_back(
            {std::string(field.substr(0, colon)), std::string(trimmed(field.substr(colon + 1)))});
    }
    return request;
}

} // namespace

bool RequestReader::read_more()
{
    if (std::chrono::steady_clock::now() > deadline_)
        return false;
    const std::string bytes = stream_.read_some(read_at_once);
    buffer_ += bytes;
    return !bytes.empty();
}

tl::expected<std::string, ReadFailure> RequestReader::read_head()
{
    std::size_t searched = 0;
    for (;;) {
        const std::size_t end = buffer_.find("\r\n\r\n", searched);
        if (end != std::string::npos && end + 4 <= limits_.head) {
            std::string head = buffer_.substr(0, end + 4);
            buffer_.erase(0, end + 4);
            return head;
        }
        if (buffer_.size() > limits_.head)
            return tl::unexpected(ReadFailure::TooLarge);
        searched = buffer_.size() < 3 ? 0 : buffer_.size() - 3;
        if (!read_more())
            return tl::unexpected(ReadFailure::Closed);
    }
}

tl::expected<std::string, ReadFailure> RequestReader::read_body(const http::Headers& headers)
{
    if (http::find(headers, "Transfer-Encoding") != nullptr)
        return tl::unexpected(ReadFailure::LengthRequired);
    const std::string* const length_text = http::find(headers, "Content-Length");
    if (length_text == nullptr)
        return std::string();
    std::size_t length = 0;
    const char* const end = length_text->data() + length_text->size();
    const auto [stopped, error] = std::from_chars(length_text->data(), end, length);
    if (error != std::errc{} || stopped != end)
        return tl::unexpected(ReadFailure::Malformed);
    if (length > limits_.body)
        return tl::unexpected(ReadFailure::TooLarge);
    if (const std::string* const expect = http::find(headers, "Expect");
        expect != nullptr && buffer_.size() < length)
        stream_.write("HTTP/1.1 100 Continue\r\n\r\n");
    while (buffer_.size() < length)
        if (!read_more())
            return tl::unexpected(ReadFailure::Closed);
    std::string body = buffer_.substr(0, length);
    buffer_.erase(0, length);
    return body;
}

tl::expected<ReceivedRequest, ReadFailure> RequestReader::next()
{
    deadline_ = std::chrono::steady_clock::now() + limits_.whole;
    tl::expected<std::string, ReadFailure> head = read_head();
    if (!head)
        return tl::unexpected(head.error());
    std::optional<http::Request> request = parse_head(*head);
    if (!request)
        return tl::unexpected(ReadFailure::Malformed);
    tl::expected<std::string, ReadFailure> body = read_body(request->headers);
    if (!body)
        return tl::unexpected(body.error());
    request->body = std::move(*body);
    return ReceivedRequest{std::move(*request), std::move(*head)};
}

} // namespace easprobe::test_server
