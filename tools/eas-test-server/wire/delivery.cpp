#include "tools/eas-test-server/wire/delivery.h"

#include "tools/eas-test-server/exchange/login.h"
#include "tools/eas-test-server/exchange/reply.h"
#include "tools/eas-test-server/wire/content.h"

#include <algorithm>
#include <fmt/format.h>
#include <utility>

namespace easprobe::test_server {

namespace {

http::Response login_page()
{
    http::Response page{200, "OK", {{"Content-Type", "text/html; charset=utf-8"}}, {}};
    page.body = "<html><head><title>Outlook Web Access</title></head><body>"
                "<form method=\"POST\" action=\"/CookieAuth.dll?Logon\" name=\"logonForm\">"
                "<input type=\"text\" name=\"username\"><input type=\"password\" name=\"password\">"
                "<input type=\"submit\" value=\"Log On\"></form></body></html>\r\n";
    return page;
}

/// OPTIONS succeeds on almost any web server; a POST to a path it does not have does not.
http::Response ordinary_web_server(const http::Request& request)
{
    if (request.method != "OPTIONS")
        return page_reply(404, reason_of(404), "The requested URL was not found on this server.");
    http::Response response = empty_reply();
    response.headers.push_back({"Allow", "GET,HEAD,POST,OPTIONS"});
    return response;
}

http::Response status_page(const FaultRule& fault)
{
    http::Response response = page_reply(fault.status, reason_of(fault.status),
                                         fault.page.empty() ? "The server cannot do that." : fault.page);
    if (const auto colon = fault.header.find(':'); colon != std::string::npos)
        response.headers.push_back({fault.header.substr(0, colon), fault.header.substr(colon + 2)});
    return response;
}

http::Response redirect(const FaultRule& fault)
{
    http::Response response = page_reply(fault.status, reason_of(fault.status), "This is elsewhere.");
    response.headers.push_back({fault.status == 451 ? "X-MS-Location" : "Location", fault.location});
    return response;
}

void replace_header(http::Headers& headers, std::string_view name, const std::string& value)
{
    for (http::Header& header : headers)
        if (lower_case(header.name) == lower_case(name))
            header.value = value;
}

void drop_header(http::Headers& headers, std::string_view name)
{
    std::erase_if(headers,
                  [&](const http::Header& header) { return lower_case(header.name) == lower_case(name); });
}

/// What is wrong with the response itself, the sending being in order.
void spoil(http::Response& response, const FaultRule& fault)
{
    if (fault.fault == Fault::WrongContentType)
        replace_header(response.headers, "Content-Type", fault.content_type);
    else if (fault.fault == Fault::DropHeader)
        drop_header(response.headers, fault.header);
    else if (fault.fault == Fault::TruncateWbxml)
        response.body.resize(std::min(response.body.size(), fault.after_bytes));
    else if (fault.fault == Fault::Gzip && !response.body.empty()) {
        response.headers.push_back({"Content-Encoding", "gzip"});
        response.body = as_gzip(response.body);
    }
}

std::string head_of(const http::Response& response, std::optional<std::size_t> content_length,
                    Afterwards afterwards)
{
    std::string head = fmt::format("HTTP/1.1 {} {}\r\n", response.status, response.reason);
    for (const http::Header& header : response.headers)
        head += fmt::format("{}: {}\r\n", header.name, header.value);
    if (content_length)
        head += fmt::format("Content-Length: {}\r\n", *content_length);
    if (afterwards == Afterwards::Close)
        head += "Connection: close\r\n";
    return head + "\r\n";
}

/// Whole, in one of the ways that HTTP has for it.
std::string whole(http::Response response, std::optional<Fault> way, const http::Request& request,
                  Afterwards afterwards)
{
    const std::string interim = way == Fault::ContinueFirst ? "HTTP/1.1 100 Continue\r\n\r\n" : "";
    const bool has_body = request.method != "HEAD";
    if (way != Fault::Chunked)
        return interim + head_of(response, response.body.size(), afterwards) +
               (has_body ? response.body : std::string());
    response.headers.push_back({"Transfer-Encoding", "chunked"});
    return head_of(response, std::nullopt, afterwards) +
           (has_body ? as_chunks(response.body) : std::string());
}

/// Announces more than it sends.
void send_part(const Delivery& delivery, const http::Response& response)
{
    // Replies of a few bytes or none are announced as longer, so that they can be cut at all.
    const std::size_t announced = std::max(response.body.size(), delivery.fault->after_bytes + 1);
    std::string part = response.body;
    part.resize(delivery.fault->after_bytes, ' ');
    delivery.stream.write(head_of(response, announced, Afterwards::KeepOpen) + part);
}

void send_without_end(const Delivery& delivery, const http::Response& response)
{
    constexpr std::size_t piece = 16UL * 1024;
    bool taken = delivery.stream.write(head_of(response, std::nullopt, Afterwards::Close) + response.body);
    const std::string filling(piece, '\x03');
    while (taken)
        taken = delivery.stream.write(filling);
}

} // namespace

std::optional<http::Response> response_of_fault(const FaultRule& fault, const http::Request& request)
{
    switch (fault.fault) {
    case Fault::Status:
        return status_page(fault);
    case Fault::Redirect:
        return redirect(fault);
    case Fault::HtmlLogin:
        return login_page();
    case Fault::NotActiveSync:
        return ordinary_web_server(request);
    case Fault::Silence:
    case Fault::CloseBeforeHeaders:
    case Fault::Garbage:
        return http::Response{};
    default:
        return std::nullopt;
    }
}

Afterwards deliver(const Delivery& delivery, http::Response response, const http::Request& request,
                   Afterwards afterwards)
{
    const std::optional<Fault> fault =
        delivery.fault == nullptr ? std::nullopt : std::optional(delivery.fault->fault);
    if (fault == Fault::CloseBeforeHeaders)
        return Afterwards::Close;
    if (fault == Fault::Silence) {
        delivery.wait_for_end();
        return Afterwards::Close;
    }
    if (fault == Fault::Garbage) {
        delivery.stream.write("220 mail.example.test ESMTP ready\r\n\xFF\xFE\x00\x01 500 what?\r\n");
        return Afterwards::Close;
    }
    if (fault == Fault::CloseMidBody || fault == Fault::Stall) {
        send_part(delivery, response);
        if (fault == Fault::Stall)
            delivery.wait_for_end();
        return Afterwards::Close;
    }
    if (fault == Fault::Endless) {
        send_without_end(delivery, response);
        return Afterwards::Close;
    }
    if (delivery.fault != nullptr)
        spoil(response, *delivery.fault);
    if (fault == Fault::CloseEachTime)
        afterwards = Afterwards::Close;
    if (!delivery.stream.write(whole(std::move(response), fault, request, afterwards)))
        return Afterwards::Close;
    if (afterwards == Afterwards::Close)
        delivery.stream.finish();
    return afterwards;
}

} // namespace easprobe::test_server
