#include "tests/rig/words.h"

#include "protocol/text/printable.h"
#include "protocol/wbxml/dump.h"

#include <algorithm>
#include <fmt/format.h>
#include <iterator>
#include <pugixml.hpp>
#include <sstream>

namespace easprobe::rig {

namespace {

constexpr std::size_t longest_body = 1500;

std::string shortened(std::string text)
{
    if (text.size() > longest_body)
        text = fmt::format("{}\n    ... {} characters in all\n", text.substr(0, longest_body), text.size());
    return text;
}

std::string body_in_words(const std::optional<DecodedBody>& decoded, const std::string& bytes)
{
    if (bytes.empty())
        return {};
    if (!decoded)
        return "    " + shortened(printable(bytes)) + "\n";
    if (!*decoded)
        return shortened(wbxml::dump(bytes));
    std::ostringstream out;
    (**decoded)->document.save(out, "  ", pugi::format_indent | pugi::format_no_declaration);
    return shortened(out.str());
}

std::string end_in_words(const Exchange& exchange)
{
    if (const http::Response* response = exchange.response())
        return fmt::format("{} {}", response->status, printable(response->reason));
    if (const TransportFailure* failure = exchange.failure())
        return fmt::format("{} ({})", to_string(failure->kind), failure->detail);
    return "held open";
}

} // namespace

std::vector<std::string> findings_of(const std::vector<checks::Result>& results)
{
    std::vector<std::string> findings;
    for (const checks::Result& result : results) {
        if (result.finding() != nullptr)
            findings.push_back(fmt::format("{} {}", to_string(result.severity()), result.check->id));
        if (const auto* broken = std::get_if<checks::Broken>(&result.outcome))
            findings.push_back(fmt::format("broken {}: {}", result.check->id, broken->what));
    }
    std::ranges::sort(findings);
    return findings;
}

std::string differences(const std::vector<std::string>& found, const std::vector<std::string>& wanted)
{
    std::vector<std::string> missing;
    std::ranges::set_difference(wanted, found, std::back_inserter(missing));
    std::vector<std::string> unexpected;
    std::ranges::set_difference(found, wanted, std::back_inserter(unexpected));
    std::string lines;
    for (const std::string& finding : missing)
        lines += "missing: " + finding + "\n";
    for (const std::string& finding : unexpected)
        lines += "not expected: " + finding + "\n";
    return lines;
}

std::string conversation_of(const Evidence& evidence)
{
    std::string text;
    if (evidence.connection.failure)
        text += fmt::format("the connection: {} ({})\n", to_string(evidence.connection.failure->kind),
                            evidence.connection.failure->detail);
    for (const Exchange& exchange : evidence.exchanges)
        text += fmt::format("{} {} {} ({})\n{}-> {}, {} ms\n{}", exchange.number, exchange.request.method,
                            printable(exchange.request.target), to_string(exchange.purpose),
                            body_in_words(exchange.request_body, exchange.request.body),
                            end_in_words(exchange), exchange.duration.count(),
                            exchange.response() == nullptr
                                ? ""
                                : body_in_words(exchange.response_body, exchange.response()->body));
    return text;
}

} // namespace easprobe::rig
