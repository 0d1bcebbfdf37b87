#include "client/checks/catalogue.h"
#include "client/explain/explain.h"
#include "client/explain/explanation.h"
#include "protocol/eas/command.h"
#include "protocol/text/ascii.h"

#include <algorithm>
#include <fmt/format.h>
#include <numeric>
#include <utility>

namespace easprobe {

namespace {

constexpr std::size_t longest_word = 80;
constexpr std::size_t most_offered = 5;

/// Every word there is an explanation for, once, as it is best written.
std::vector<std::string> known_words()
{
    std::vector<std::string> words;
    for (const checks::Check* check : checks::catalogue())
        words.emplace_back(check->id);
    for (const Phase phase : all_phases)
        words.emplace_back(to_string(phase));
    for (std::uint8_t code = 0; const auto command = eas::command_of_code(code); ++code)
        words.emplace_back(to_string(*command));
    for (const codes::SupportCode& code : codes::support_codes()) {
        words.push_back(codes::to_text(code.number));
        if (code.name.find(' ') == std::string_view::npos)
            words.emplace_back(code.name);
    }
    for (const codes::HttpStatus& status : codes::http_statuses())
        words.push_back(fmt::format("HTTP {}", status.number));
    for (const codes::IisSubstatus& status : codes::iis_substatuses())
        words.push_back(fmt::format("{}.{}", status.status, status.substatus));
    for (const codes::HandsetWord& word : codes::handset_words())
        words.emplace_back(word.word);
    for (const codes::EasStatus& status : codes::eas_statuses())
        words.push_back(fmt::format("{} {}", status.command, status.number));
    std::ranges::sort(words);
    words.erase(std::unique(words.begin(), words.end()), words.end());
    return words;
}

/// How many letters have to be put in, taken out or changed to make one of the other (Levenshtein).
std::size_t distance(std::string_view from, std::string_view to)
{
    std::vector<std::size_t> row(to.size() + 1);
    std::iota(row.begin(), row.end(), 0U);
    for (std::size_t i = 1; i <= from.size(); ++i) {
        std::size_t diagonal = std::exchange(row[0], i);
        for (std::size_t j = 1; j <= to.size(); ++j) {
            const std::size_t changed = diagonal + (from[i - 1] == to[j - 1] ? 0 : 1);
            diagonal = std::exchange(row[j], std::min({row[j] + 1, row[j - 1] + 1, changed}));
        }
    }
    return row[to.size()];
}

} // namespace

std::vector<std::string> words_like(std::string_view given)
{
    const std::string word = to_lower(trim(given));
    if (word.size() < 2 || word.size() > longest_word)
        return {};
    // A letter for each three, and two neighbours that changed places.
    const std::size_t allowed = word.size() < 4 ? 1 : std::max<std::size_t>(2, word.size() / 3);
    std::vector<std::pair<std::size_t, std::string>> near;
    for (std::string& known : known_words()) {
        const std::string lower = to_lower(std::string_view(known));
        const std::size_t far = distance(word, lower);
        // What holds the word is meant more likely than what can be made of it by changing a third.
        if (word.size() > 2 && lower.find(word) != std::string::npos)
            near.emplace_back(0, std::move(known));
        else if (far <= allowed)
            near.emplace_back(far, std::move(known));
    }
    // Else the word may be what a check is about: "browser".
    if (near.empty() && word.size() > 3)
        for (const checks::Check* check : checks::catalogue())
            if (to_lower(check->title).find(word) != std::string::npos ||
                to_lower(check->why).find(word) != std::string::npos)
                near.emplace_back(0, std::string(check->id));
    std::ranges::stable_sort(near, {}, &std::pair<std::size_t, std::string>::first);
    std::vector<std::string> words;
    for (auto& [far, known] : near)
        if (words.size() < most_offered)
            words.push_back(std::move(known));
    return words;
}

} // namespace easprobe
