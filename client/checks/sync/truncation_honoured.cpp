// A handset on a mobile line asks for the first bytes of a mail only.
#include "client/checks/check.h"
#include "client/checks/sync/rounds.h"
#include "protocol/text/counted.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <fmt/format.h>
#include <optional>
#include <string_view>

namespace easprobe::checks::sync {

namespace {

/// MS-ASCMD Truncation, in characters by value; 0 takes all text away, 9 leaves all of it (2.2.3.185).
constexpr std::array<std::size_t, 9> truncation_characters = {
    0, 512, 1024, 2048, 5 * 1024, 10 * 1024, 20 * 1024, 50 * 1024, 100 * 1024};

std::optional<std::size_t> number(const char* text)
{
    const std::string_view digits = text;
    std::size_t value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return error == std::errc{} && end == digits.data() + digits.size() ? std::optional(value) : std::nullopt;
}

struct Limit {
    std::size_t size = 0;
    const char* unit = "bytes";
};

/// What the request of this exchange allowed for a mail's body; nothing where it set no limit.
std::optional<Limit> limit_of(const Exchange& exchange)
{
    const pugi::xml_document* question = exchange.question();
    if (question == nullptr)
        return std::nullopt;
    const pugi::xml_node options =
        question->document_element().child("Collections").child("Collection").child("Options");
    const pugi::xml_node preference = options.child("airsyncbase:BodyPreference");
    if (const auto bytes = number(preference.child_value("airsyncbase:TruncationSize")))
        return Limit{*bytes, "bytes"};
    const auto step = number(options.child_value("Truncation"));
    if (step && *step < truncation_characters.size())
        return Limit{truncation_characters.at(*step), "characters"};
    return std::nullopt;
}

std::size_t characters_in(std::string_view utf8)
{
    return static_cast<std::size_t>(std::ranges::count_if(
        utf8, [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U; }));
}

std::size_t body_size(const Item& item, const Limit& limit)
{
    std::string_view text = item.data.child("airsyncbase:Body").child_value("airsyncbase:Data");
    if (text.empty())
        text = item.data.child_value("email:Body");
    return std::string_view(limit.unit) == "bytes" ? text.size() : characters_in(text);
}

Outcome run(const Case& given)
{
    Passed passed;
    std::optional<Finding> finding;
    std::size_t over = 0;
    std::size_t largest = 0;
    std::size_t mails = 0;
    const auto& rounds = given.rounds();
    for (const Item& item : items_of(rounds)) {
        const auto limit = limit_of(*item.exchange);
        if (item.item_class != "Email" || !limit)
            continue;
        ++mails;
        const std::size_t size = body_size(item, *limit);
        if (size <= limit->size)
            continue;
        ++over;
        if (!finding)
            finding.emplace();
        if (size > largest) {
            largest = size;
            finding->observed = fmt::format("a mail body of {} {}", size, limit->unit);
            finding->expected = fmt::format("at most {} {}, as asked for", limit->size, limit->unit);
            finding->evidence = {item.exchange->number};
        }
    }
    if (mails == 0)
        return NotReached{"no mail came whose size was limited"};
    if (!finding)
        return Passed{counted(static_cast<std::size_t>(mails), "mail") + " came, none longer than asked for",
                      {}};
    finding->observed += fmt::format("; {} of {} mails are longer than asked for", over, mails);
    return *finding;
}

} // namespace

extern const Check truncation_honoured;
const Check truncation_honoured{
    .id = "sync.truncation-honoured",
    .title = "Mail bodies are no longer than asked for",
    .phase = Phase::Sync,
    .severity = Severity::Degraded,
    .citation = {"MS-ASCMD", "2.2.3.185; MS-ASAIRS 2.2.2.40.2"},
    .why = "The phone asks for a few hundred bytes and gets whole mails: slow and dear over a mobile line, "
           "and a "
           "large one can exhaust its memory.",
    .remedy = "Keep the phone's age filter short. Have the server honour Truncation (2.5) and TruncationSize "
              "(12.x); "
              "report it to its maker.",
    .run = run,
};

} // namespace easprobe::checks::sync
