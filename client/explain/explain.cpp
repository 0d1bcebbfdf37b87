#include "client/explain/explain.h"

#include "client/checks/catalogue.h"
#include "client/explain/explanation.h"
#include "protocol/text/ascii.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace easprobe {

namespace {

using Text = std::optional<std::string>;

template <typename Found>
Text text_of(const Found* found)
{
    return found != nullptr ? Text(explanation::of(*found)) : std::nullopt;
}

std::optional<int> number_in(std::string_view text)
{
    int number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc{} && end == text.data() + text.size() ? std::optional(number) : std::nullopt;
}

/// What a person copies with the word: quotes around it, a point or colon after it.
std::string_view without_quotes(std::string_view word)
{
    constexpr std::string_view around = "'\"`()[]<> \t\r\n";
    const auto begin = word.find_first_not_of(around);
    if (begin == std::string_view::npos)
        return {};
    constexpr std::string_view after = "'\"`()[]<> \t\r\n.,:;";
    return word.substr(begin, word.find_last_not_of(after) - begin + 1);
}

/// What stands before a code on a screen or in a log.
std::string_view without_label(std::string_view word)
{
    for (const std::string_view label : {"support code", "error code", "hresult", "error", "code"}) {
        if (!equal_ignoring_case(word.substr(0, label.size()), label))
            continue;
        const std::string_view rest = word.substr(label.size());
        if (rest.empty() || std::string_view(" :=").find(rest.front()) == std::string_view::npos)
            continue;
        return without_quotes(rest.substr(rest.find_first_not_of(" :=") == std::string_view::npos
                                              ? rest.size()
                                              : rest.find_first_not_of(" :=")));
    }
    return word;
}

Text of_phase_or_command(std::string_view word)
{
    const auto phase = parse_phase(to_lower(word));
    const codes::CommandText* command = codes::find_command(word);
    Text text;
    if (phase)
        text = explanation::of(codes::text_of(*phase));
    if (command != nullptr)
        text = text ? *text + '\n' + explanation::of(*command) : explanation::of(*command);
    return text;
}

/// "449", "142" or "403.4".
Text of_number(std::string_view word)
{
    constexpr int first_http_status = 200;
    if (const auto number = number_in(word))
        return *number < first_http_status ? text_of(codes::find_common_status(*number))
                                           : text_of(codes::find_http_status(*number));
    const auto point = word.find('.');
    if (point == std::string_view::npos)
        return std::nullopt;
    const auto status = number_in(word.substr(0, point));
    const auto substatus = number_in(word.substr(point + 1));
    return status && substatus ? text_of(codes::find_iis_substatus(*status, *substatus)) : std::nullopt;
}

/// "HTTP 449", "HTTP_500", "http 403.4", "HTTP error 401.1", "HTTP/1.1 403".
Text of_http_word(std::string_view word)
{
    constexpr std::string_view http = "HTTP";
    if (!equal_ignoring_case(word.substr(0, http.size()), http))
        return std::nullopt;
    std::string_view rest = word.substr(http.size());
    for (const std::string_view version : {"/1.0", "/1.1"})
        if (rest.starts_with(version))
            rest.remove_prefix(version.size());
    constexpr std::string_view between = " _.:-";
    const auto begin = rest.find_first_not_of(between);
    if (begin == 0 || begin == std::string_view::npos)
        return std::nullopt;
    rest = rest.substr(begin);
    for (const std::string_view label : {"error ", "status "})
        if (equal_ignoring_case(rest.substr(0, label.size()), label))
            rest = trim(rest.substr(label.size()));
    const auto number = number_in(rest.substr(0, rest.find('.')));
    constexpr int first_http_status = 200;
    return number && *number >= first_http_status ? of_number(rest) : std::nullopt;
}

/// "Sync 3", "Sync.3", "Sync status 3".
Text of_status_word(std::string_view word)
{
    const auto separator = word.find_last_of(" .=");
    if (separator == std::string_view::npos)
        return std::nullopt;
    const auto number = number_in(word.substr(separator + 1));
    std::string_view command = trim(word.substr(0, separator));
    constexpr std::string_view label = "status";
    if (command.size() > label.size() &&
        equal_ignoring_case(command.substr(command.size() - label.size()), label))
        command = trim(command.substr(0, command.size() - label.size()));
    if (!number)
        return std::nullopt;
    if (Text text = text_of(codes::find_eas_status(command, *number)))
        return text;
    return codes::find_command(command) != nullptr ? text_of(codes::find_common_status(*number))
                                                   : std::nullopt;
}

Text of_name(std::string_view word)
{
    const auto statuses = codes::any_command_statuses();
    const auto found = std::ranges::find_if(
        statuses, [&](const codes::CommonStatus& status) { return equal_ignoring_case(status.name, word); });
    return found == statuses.end() ? std::nullopt : Text(explanation::of(*found));
}

Text of_handset_word(std::string_view word)
{
    if (const auto internet = codes::find_internet_word(word))
        return explanation::of(*internet);
    return text_of(codes::find_handset_word(word));
}

} // namespace

std::optional<std::string> explain(std::string_view given)
{
    const std::string_view word = without_label(without_quotes(given));
    if (word.empty())
        return std::nullopt;
    if (const checks::Check* check = checks::find_check(to_lower(word)))
        return explanation::of(*check);
    for (Text (*const of)(std::string_view) :
         {of_phase_or_command, of_number, of_http_word, of_handset_word, of_name, of_status_word})
        if (Text text = of(word))
            return text;
    return text_of(codes::find_support_code(word));
}

} // namespace easprobe
