#include "client/evidence/evidence.h"

#include <algorithm>
#include <array>
#include <utility>

namespace easprobe {

namespace {

constexpr std::array<std::pair<Ending::Kind, std::string_view>, 5> words = {{
    {Ending::Kind::Complete, "complete"},
    {Ending::Kind::Blocked, "blocked"},
    {Ending::Kind::StoppedAsAsked, "stopped-as-asked"},
    {Ending::Kind::DeadlineReached, "deadline-reached"},
    {Ending::Kind::Interrupted, "interrupted"},
}};

} // namespace

std::string_view to_string(Ending::Kind kind)
{
    return words.at(static_cast<std::size_t>(kind)).second;
}

std::optional<Ending::Kind> parse_ending(std::string_view word)
{
    const auto* const found = std::ranges::find(words, word, [](const auto& entry) { return entry.second; });
    return found == words.end() ? std::nullopt : std::optional(found->first);
}

} // namespace easprobe
