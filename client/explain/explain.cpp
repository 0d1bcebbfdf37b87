#include "client/explain/explain.h"

#include "client/checks/catalogue.h"
#include "client/explain/eas_statuses.h"
#include "client/explain/http_statuses.h"
#include "client/explain/support_codes.h"
#include "protocol/eas/command.h"
#include "protocol/text/ascii.h"
#include "protocol/text/wrapped.h"

#include <charconv>
#include <fmt/format.h>

namespace easprobe {

namespace {

std::string field(std::string_view name, std::string_view value)
{
    constexpr std::size_t column = 12;
    return value.empty() ? std::string()
                         : fmt::format("  {:<{}}{}\n", name, column - 2, wrapped(value, column));
}

std::string of_check(const checks::Check& check)
{
    return fmt::format("{}: {}\n", check.id, check.title) +
           field("kind",
                 fmt::format("check of phase {}, {}", to_string(check.phase), to_string(check.severity))) +
           field("effect", check.why) + field("remedy", check.remedy) +
           field("see", fmt::format("{} {}", check.citation.document, check.citation.section));
}

/// A code that stands for an HTTP status has that status's remedy.
std::string_view remedy_of(const codes::SupportCode& code)
{
    if (!code.remedy.empty())
        return code.remedy;
    for (const codes::HttpStatus& status : codes::http_statuses())
        if (codes::support_code_of_status(status.number) == codes::to_text(code.number))
            return status.remedy;
    return {};
}

std::string of_support_code(const codes::SupportCode& code)
{
    return fmt::format("{}: {}\n", codes::to_text(code.number), code.name) +
           field("kind", "support code that the handset shows") + field("meaning", code.meaning) +
           field("on screen", code.handset_text) + field("remedy", remedy_of(code)) +
           field("source", code.source);
}

std::string of_http_status(const codes::HttpStatus& status)
{
    return fmt::format("HTTP {}: {}\n", status.number, status.name) + field("kind", "HTTP status") +
           field("meaning", status.meaning) + field("remedy", status.remedy) +
           field("on screen", codes::support_code_of_status(status.number));
}

/// Statuses of Provision, and of Policy and RemoteWipe inside of it.
bool is_of_provisioning(std::string_view word)
{
    return equal_ignoring_case(word, "Provision") || equal_ignoring_case(word, "Policy") ||
           equal_ignoring_case(word, "RemoteWipe");
}

std::string of_eas_status(const codes::EasStatus& status)
{
    return fmt::format("{} status {}\n", status.command, status.number) +
           field("kind", "status inside an ActiveSync answer") + field("meaning", status.meaning) +
           field("handset", status.reaction) + field("remedy", status.remedy) +
           field("see", is_of_provisioning(status.command) ? "MS-ASPROV 2.2.2.54" : "MS-ASCMD 2.2.3.177");
}

std::string of_common_status(const codes::CommonStatus& status)
{
    const std::string before =
        status.http_status == 0
            ? std::string("the server answers with an HTTP error in its place")
            : fmt::format("the server answers with HTTP {} in its place", status.http_status);
    return fmt::format("Status {}: {}\n", status.number, status.name) +
           field("kind", "status inside an ActiveSync answer, of any command, from version 14.0 on") +
           field("meaning", status.meaning) + field("handset", "Up to version 12.1 " + before + ".") +
           field("remedy", status.remedy) + field("see", "MS-ASCMD 2.2.2");
}

std::optional<std::string> of_http_number(int number)
{
    const codes::HttpStatus* status = codes::find_http_status(number);
    return status != nullptr ? std::optional(of_http_status(*status)) : std::nullopt;
}

std::optional<std::string> of_common_number(int number)
{
    const codes::CommonStatus* status = codes::find_common_status(number);
    return status != nullptr ? std::optional(of_common_status(*status)) : std::nullopt;
}

std::optional<int> number_in(std::string_view text)
{
    int number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc{} && end == text.data() + text.size() ? std::optional(number) : std::nullopt;
}

bool names_a_command(std::string_view word)
{
    for (std::uint8_t code = 0; const auto command = eas::command_of_code(code); ++code)
        if (equal_ignoring_case(to_string(*command), word))
            return true;
    return false;
}

std::optional<std::string> of_status_word(std::string_view word)
{
    const auto separator = word.find_last_of(" .");
    if (separator == std::string_view::npos)
        return std::nullopt;
    const auto number = number_in(word.substr(separator + 1));
    const std::string_view command = trim(word.substr(0, separator));
    if (!number)
        return std::nullopt;
    if (equal_ignoring_case(command, "HTTP"))
        return of_http_number(*number);
    if (const codes::EasStatus* status = codes::find_eas_status(command, *number))
        return of_eas_status(*status);
    return names_a_command(command) ? of_common_number(*number) : std::nullopt;
}

} // namespace

std::optional<std::string> explain(std::string_view given)
{
    const std::string_view word = trim(given);
    if (const checks::Check* check = checks::find_check(to_lower(word)))
        return of_check(*check);
    if (const auto number = number_in(word)) {
        const auto text = *number < 200 ? of_common_number(*number) : of_http_number(*number);
        if (text)
            return text;
    }
    if (const codes::SupportCode* code = codes::find_support_code(word))
        return of_support_code(*code);
    return of_status_word(word);
}

} // namespace easprobe
