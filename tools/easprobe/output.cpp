#include "tools/easprobe/output.h"

#include "protocol/text/printable.h"
#include "protocol/wbxml/xml_text.h"
#include "tools/easprobe/commands.h"
#include "tools/easprobe/files.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <fmt/format.h>
#include <unistd.h>
#include <utility>

namespace easprobe::cli {

namespace {

constexpr std::array<std::string_view, 4> formats = {"text", "json", "junit", "html"};

bool wants_colour(const std::string& file)
{
    const char* no_colour = std::getenv("NO_COLOR");
    return file == "-" && isatty(STDOUT_FILENO) != 0 && (no_colour == nullptr || *no_colour == '\0');
}

std::string_view place(const ReportRequest& request)
{
    return request.file == "-" ? std::string_view("standard output") : request.file;
}

std::string render(const ReportRequest& request, const std::vector<report::Report>& reports,
                   const Presentation& presentation)
{
    if (request.format == "json")
        return report::to_json(reports, presentation.handsets);
    if (request.format == "junit")
        return report::to_junit(reports);
    if (request.format == "html")
        return report::to_html(reports);
    const report::Colour colour = wants_colour(request.file) ? report::Colour::Always : report::Colour::Never;
    return presentation.layout == Layout::Matrix ? report::to_matrix(reports, colour)
                                                 : report::to_text(reports, colour, presentation.detail);
}

/// Beside the run, on standard error. That nobody reads it any more is no reason to end a run that may have
/// something to clear away.
template <typename... Values>
void tell(fmt::format_string<Values...> format, Values&&... values)
{
    const std::string text = fmt::format(format, std::forward<Values>(values)...);
    std::fwrite(text.data(), 1, text.size(), stderr);
    std::fflush(stderr);
}

void show_message(char direction, const std::string& first_line, const http::Headers& headers)
{
    tell("{} {}\n", direction, printable(first_line, 2000));
    for (const http::Header& header : headers)
        tell("{} {}: {}\n", direction, printable(header.name), printable(header.value));
}

void show_body(const std::optional<DecodedBody>& body, const std::string& raw)
{
    if (body && *body)
        tell("{}", printable_lines(wbxml::to_xml_text((**body)->document)));
    else if (body)
        tell("  ({} bytes that are not WBXML: {} at byte {})\n", raw.size(),
             wbxml::describe(body->error().code), body->error().offset);
    else if (!raw.empty())
        tell("  ({} bytes) {}\n", raw.size(), printable(raw));
}

std::string how_it_ended(const Exchange& exchange)
{
    if (const auto* failure = exchange.failure())
        return fmt::format("{}: {}", in_words(failure->kind), printable(failure->detail));
    return fmt::format("held open for {:.1f} s without an answer",
                       static_cast<double>(exchange.duration.count()) / 1000);
}

std::string name_of(const Exchange& exchange)
{
    return exchange.command ? std::string(eas::to_string(*exchange.command)) : exchange.request.method;
}

} // namespace

std::vector<ReportRequest> parse_reports(const std::vector<std::string>& words)
{
    std::vector<ReportRequest> requests;
    for (const std::string& word : words) {
        const auto equals = word.find('=');
        ReportRequest request{word.substr(0, equals),
                              equals == std::string::npos ? "-" : word.substr(equals + 1)};
        if (std::ranges::find(formats, request.format) == formats.end())
            throw UsageError(
                fmt::format("--report {}: there is no format '{}'; there are text, json, junit and html",
                            word, request.format));
        for (const ReportRequest& other : requests)
            if (is_same_file(other.file, request.file))
                throw UsageError(
                    fmt::format("--report {}: another report already goes to {}", word, place(other)));
        expect_writable(request.file);
        requests.push_back(std::move(request));
    }
    if (requests.empty())
        requests.push_back({"text", "-"});
    return requests;
}

void expect_unreported(const std::string& file, const std::vector<ReportRequest>& requests)
{
    for (const ReportRequest& request : requests)
        if (is_same_file(file, request.file))
            throw UsageError(fmt::format("--record {}: the {} report already goes to {}", file,
                                         request.format, place(request)));
}

void write_reports(const std::vector<ReportRequest>& requests, const std::vector<report::Report>& reports,
                   const Presentation& presentation, Outputs outputs)
{
    for (const ReportRequest& request : requests)
        outputs.write(request.file, render(request, reports, presentation));
    if (!outputs.all_written() && !outputs.to_standard_output())
        outputs.write("-", render({"text", "-"}, reports, presentation));
    outputs.expect_all_written();
}

void show_exchange(const Exchange& exchange)
{
    tell("\n[{}] {}{}\n", exchange.number, name_of(exchange),
         exchange.purpose == Purpose::Probe
             ? fmt::format(" (a question of ours, not the phone's: {})", recorded_name(exchange))
         : exchange.purpose == Purpose::Errand
             ? fmt::format(" (what its owner asks of it: {})", recorded_name(exchange))
             : "");
    const http::Request& request = exchange.request;
    show_message('>', request.method + ' ' + request.target + " HTTP/1.1", request.headers);
    show_body(exchange.request_body, request.body);
    if (const http::Response* response = exchange.response()) {
        show_message('<', fmt::format("HTTP {} {}", response->status, response->reason), response->headers);
        show_body(exchange.response_body, response->body);
    } else {
        tell("< {}\n", how_it_ended(exchange));
    }
}

Progress::Progress() : on_terminal_(isatty(STDERR_FILENO) != 0) {}

Progress::~Progress()
{
    clear();
}

void Progress::sending(const transport::Sending& sending)
{
    // What takes longer than any answer does is a Ping, and how long it may take is known.
    const Milliseconds time = sending.hold.count() > 0 ? sending.hold : sending.timeout;
    const bool is_ping = sending.hold.count() > 0 || sending.timeout > transport::Sending{}.timeout;
    what_ = is_ping ? fmt::format("a Ping to be answered or cut, {} s at most", time.count() / 1000)
                    : std::string("the server");
}

void Progress::waiting(Milliseconds so_far)
{
    if (!on_terminal_)
        return;
    tell("\r\033[Kwaiting for {}, {} s{}", what_, so_far.count() / 1000, last_);
    shown_ = true;
}

void Progress::exchange_done(const Exchange& exchange)
{
    clear();
    last_ = fmt::format(" (last answer: {}, exchange {})", name_of(exchange), exchange.number);
}

void Progress::clear()
{
    if (!shown_)
        return;
    tell("\r\033[K");
    shown_ = false;
}

} // namespace easprobe::cli
