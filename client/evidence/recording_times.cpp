#include "client/evidence/recording_times.h"

#include "protocol/text/iso_time.h"

#include <fmt/format.h>

namespace easprobe {

std::string to_recorded(RecordedTime time)
{
    const auto seconds = std::chrono::floor<std::chrono::seconds>(time);
    std::string text = to_iso8601(seconds);
    text.insert(text.size() - 1, fmt::format(".{:03}", (time - seconds).count()));
    return text;
}

std::optional<RecordedTime> parse_recorded(std::string_view text)
{
    std::string whole(text);
    Milliseconds fraction{};
    if (const auto dot = whole.find('.'); dot != std::string::npos) {
        const auto end = std::min(whole.find_first_not_of("0123456789", dot + 1), whole.size());
        std::string digits = whole.substr(dot + 1, end - dot - 1);
        digits.resize(3, '0');
        for (const char digit : digits)
            fraction = fraction * 10 + Milliseconds(digit - '0');
        whole.erase(dot, end - dot);
    }
    const auto seconds = parse_iso8601(whole);
    // An offset may lead out of the years that can be written again.
    if (!seconds || !parse_iso8601(to_iso8601(*seconds)))
        return std::nullopt;
    return *seconds + fraction;
}

} // namespace easprobe
