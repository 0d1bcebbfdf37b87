#include "client/report/html_exchanges.h"

#include "client/checks/runner.h"
#include "client/report/page.h"
#include "client/report/subject.h"
#include "protocol/text/counted.h"
#include "protocol/text/printable.h"
#include "protocol/wbxml/dump.h"
#include "protocol/wbxml/xml_text.h"

#include <algorithm>
#include <fmt/format.h>
#include <set>

namespace easprobe::report {

namespace {

/// Bytes of a body that are dumped, and characters of text that are shown: a page has to open on a phone.
constexpr std::size_t most_dumped = 4096;
constexpr std::size_t most_shown = 20000;

std::string name_of(const Exchange& exchange)
{
    return exchange.command ? std::string(eas::to_string(*exchange.command)) : exchange.request.method;
}

std::string result_of(const Exchange& exchange)
{
    if (const http::Response* response = exchange.response())
        return fmt::format("HTTP {}", response->status);
    if (const TransportFailure* failure = exchange.failure())
        return std::string(in_words(failure->kind));
    return "held open";
}

std::string seconds(Milliseconds duration)
{
    return fmt::format("{:.2f} s", static_cast<double>(duration.count()) / 1000);
}

/// What arrived, whole or not; null where nothing did.
const http::Response* arrived_of(const Exchange& exchange)
{
    const TransportFailure* failure = exchange.failure();
    const http::Response* arrived = failure != nullptr ? &failure->partial : exchange.response();
    return arrived != nullptr && arrived->status != 0 ? arrived : nullptr;
}

std::string head_of(const std::string& first_line, const http::Headers& headers)
{
    std::string text = first_line;
    for (const http::Header& header : headers)
        text += fmt::format("\n{}: {}", printable(header.name), printable(header.value));
    return text;
}

void add_lines(pugi::xml_node parent, std::string text)
{
    if (text.size() > most_shown) {
        text.resize(text.find_last_of('\n', most_shown) == std::string::npos
                        ? most_shown
                        : text.find_last_of('\n', most_shown));
        text += "\n...";
    }
    add(parent, "pre").append_child(pugi::node_pcdata).set_value(harmless_xml_lines(text).c_str());
}

void add_body(pugi::xml_node parent, const std::optional<DecodedBody>& decoded, const std::string& raw,
              bool with_bytes)
{
    if (raw.empty())
        return;
    add_text(parent, "p", counted(raw.size(), "byte") + " of body:");
    if (decoded && *decoded)
        add_lines(parent, wbxml::to_xml_text((**decoded)->document));
    else if (decoded)
        add_text(parent, "p",
                 fmt::format("no WBXML: {} at byte {}", wbxml::describe(decoded->error().code),
                             decoded->error().offset));
    else
        add_lines(parent, printable(raw, most_dumped));
    if (with_bytes && decoded)
        add_lines(parent, wbxml::dump(std::string_view(raw).substr(0, most_dumped)));
}

/// @param id Here and not on the <details> around it: a browser opens that for a link to what it hides, and
/// not for one to itself or its <summary>.
void add_sides(pugi::xml_node parent, const Exchange& exchange, const std::string& id, bool with_bytes)
{
    pugi::xml_node sides = add(parent, "div", "sides");
    sides.append_attribute("id") = id.c_str();
    pugi::xml_node sent = add(sides, "div");
    add_text(sent, "p", "The handset sent:");
    add_lines(sent, head_of(exchange.request.method + ' ' + printable(exchange.request.target, 2000),
                            exchange.request.headers));
    add_body(sent, exchange.request_body, exchange.request.body, with_bytes);
    pugi::xml_node came = add(sides, "div");
    const http::Response* arrived = arrived_of(exchange);
    if (const TransportFailure* failure = exchange.failure())
        add_text(came, "p", fmt::format("{} ({})", in_words(failure->kind), failure->detail));
    else
        add_text(came, "p", arrived == nullptr ? "Held open without an answer." : "The server answered:");
    if (arrived == nullptr)
        return;
    add_lines(came, head_of(fmt::format("HTTP {} {}", arrived->status, printable(arrived->reason)),
                            arrived->headers));
    add_body(came, exchange.response_body, arrived->body, with_bytes);
}

/// What the findings rest on.
std::set<std::size_t> cited_in(const Report& report)
{
    std::set<std::size_t> numbers;
    for (const checks::Result& result : report.results)
        if (const checks::Finding* finding = result.finding())
            for (const checks::Proof& proof : finding->evidence)
                if (proof.kind == checks::Proof::Kind::Exchange)
                    numbers.insert(proof.number);
    return numbers;
}

std::string purpose_of(const Exchange& exchange)
{
    if (exchange.purpose == Purpose::Probe)
        return fmt::format(", a question of easprobe's own: {}", recorded_name(exchange));
    return exchange.purpose == Purpose::Errand ? fmt::format(", for its owner: {}", recorded_name(exchange))
                                               : std::string();
}

} // namespace

std::string exchange_id(const std::string& run, int number)
{
    return fmt::format("{}-exchange-{}", run, number);
}

void add_exchanges(pugi::xml_node parent, const Report& report, const std::string& run)
{
    if (report.evidence.exchanges.empty())
        return;
    add_text(parent, "h3", "Exchanges");
    const std::set<std::size_t> cited = cited_in(report);
    for (const Exchange& exchange : report.evidence.exchanges) {
        pugi::xml_node details = add(parent, "details");
        add_text(details, "summary",
                 fmt::format("{}. {}: {}, {}{}", exchange.number, name_of(exchange), result_of(exchange),
                             seconds(exchange.duration), purpose_of(exchange)));
        add_sides(details, exchange, exchange_id(run, exchange.number),
                  cited.contains(static_cast<std::size_t>(exchange.number)));
    }
}

} // namespace easprobe::report
