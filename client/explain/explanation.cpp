#include "client/explain/explanation.h"

#include "client/checks/catalogue.h"
#include "protocol/text/ascii.h"
#include "protocol/text/wrapped.h"

#include <fmt/format.h>

namespace easprobe::explanation {

namespace {

constexpr std::size_t column = 12;

std::string field(std::string_view name, std::string_view value)
{
    return value.empty() ? std::string()
                         : fmt::format("  {:<{}}{}\n", name, column - 2, wrapped(value, column));
}

/// An entry of a list, its explanation set off.
std::string item(std::string_view name, std::string_view text, std::size_t width)
{
    return fmt::format("    {:<{}}{}\n", name, width, wrapped(text, width + 4));
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

/// The same error under the names and numbers that other programs write.
std::string also_written(const codes::SupportCode& code)
{
    constexpr std::string_view hresult = "WININET_E_";
    const std::string number = fmt::format("{} or {}", code.number, static_cast<std::int32_t>(code.number));
    if (!code.name.starts_with(hresult))
        return number;
    const std::uint32_t error = code.number & 0xFFFFU;
    return fmt::format("ERROR_INTERNET_{} ({}); {}", code.name.substr(hresult.size()), error, number);
}

std::string on_screen(int status)
{
    constexpr int first_error = 400;
    if (status < first_error)
        return {};
    const std::string code = codes::support_code_of_status(status);
    return fmt::format("{}{}HTTP_{} before Windows Mobile 5", code, code.empty() ? "" : "; ", status);
}

/// What somebody has seen counts more than what follows from a number.
std::string source_of(const codes::InternetWord& word)
{
    if (!word.seen)
        return "inferred: INTERNET_ and the error of WinInet less 12000";
    const std::string seen =
        fmt::format("an owner of such a handset found that {} (cxliv.org, 2004)", word.seen->what);
    if (word.seen->code == word.code)
        return seen + "; that the number is the error of WinInet less 12000 is inferred";
    return seen +
           fmt::format("; were the number the error of WinInet less 12000, as is inferred of others, it "
                       "would be {} ({})",
                       word.code->name, codes::to_text(word.code->number));
}

bool is_of_provisioning(std::string_view word)
{
    return word == "Provision" || word == "Policy" || word == "RemoteWipe";
}

/// Where a status of a command is written down.
std::string_view place_of(const codes::EasStatus& status)
{
    if (is_of_provisioning(status.command))
        return "MS-ASPROV 2.2.2.54";
    // What is no status of the answer but the ErrorCode in it.
    constexpr int first_error_code = 600;
    if (status.command == "Autodiscover" && status.number >= first_error_code)
        return "MS-ASCMD 2.2.3.64";
    return "MS-ASCMD 2.2.3.177";
}

} // namespace

std::string of(const checks::Check& check)
{
    return fmt::format("{}: {}\n", check.id, check.title) +
           field("kind",
                 fmt::format("check of phase {}, {}", to_string(check.phase), to_string(check.severity))) +
           field("effect", check.why) + field("remedy", check.remedy) +
           field("see", fmt::format("{} {}", check.citation.document, check.citation.section));
}

std::string of(const codes::SupportCode& code)
{
    return fmt::format("{}: {}\n", codes::to_text(code.number), code.name) +
           field("kind", "support code that the handset shows") + field("meaning", code.meaning) +
           field("on screen", code.handset_text) + field("remedy", remedy_of(code)) +
           field("also", also_written(code)) + field("source", code.source);
}

std::string of(const codes::InternetWord& word)
{
    const codes::SupportCode& cause = word.seen ? *word.seen->code : *word.code;
    return fmt::format("INTERNET_{}: {}\n", word.number, cause.name) +
           field("kind", "error that handsets before Windows Mobile 5 show; later ones have " +
                             codes::to_text(cause.number)) +
           field("meaning", cause.meaning) + field("remedy", remedy_of(cause)) +
           field("source", source_of(word));
}

std::string of(const codes::HandsetWord& word)
{
    return fmt::format("{}: {}\n", word.word, word.name) +
           field("kind", "error that handsets before Windows Mobile 5 show, of Server ActiveSync") +
           field("meaning", word.meaning) + field("remedy", word.remedy) + field("source", word.source);
}

std::string of(const codes::HttpStatus& status)
{
    return fmt::format("HTTP {}: {}\n", status.number, status.name) + field("kind", "HTTP status") +
           field("meaning", status.meaning) + field("remedy", status.remedy) +
           field("on screen", on_screen(status.number));
}

std::string of(const codes::IisSubstatus& status)
{
    return fmt::format("HTTP {}.{}\n", status.status, status.substatus) +
           field("kind", fmt::format("status {} with IIS's own finer number, which stands in its log and on "
                                     "its error page; the handset sees {} alone",
                                     status.status, status.status)) +
           field("meaning", status.meaning) + field("remedy", status.remedy) +
           field("on screen", on_screen(status.status)) +
           field("source", "KB 318380 (IIS 5 and 6); KB 943891 (IIS 7)");
}

std::string of(const codes::EasStatus& status)
{
    return fmt::format("{} status {}\n", status.command, status.number) +
           field("kind", "status inside an ActiveSync answer") + field("meaning", status.meaning) +
           field("handset", status.reaction) + field("remedy", status.remedy) +
           field("see", place_of(status));
}

std::string of(const codes::CommonStatus& status)
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

std::string of(const codes::PhaseText& phase)
{
    constexpr std::size_t longest_id = 40;
    std::string text = fmt::format("{}: a phase of the handset\n", to_string(phase.phase)) +
                       field("what", phase.what) + field("stops", phase.stops) +
                       field("checks", "easprobe explain ID says more of each:");
    for (const checks::Check* check : checks::catalogue_of(phase.phase))
        text += item(check->id, check->title, longest_id);
    return text;
}

std::string of(const codes::CommandText& command)
{
    constexpr std::size_t longest_number = 5;
    std::string statuses;
    for (const codes::EasStatus& status : codes::eas_statuses())
        if (status.command == command.command)
            statuses += item(std::to_string(status.number), status.meaning, longest_number);
    std::string text = fmt::format("{}: a command of ActiveSync\n", command.command) +
                       field("what", command.what) +
                       field("phase", fmt::format("{} (`easprobe explain {}` has its checks)",
                                                  to_string(command.phase), to_string(command.phase)));
    if (statuses.empty())
        return text + field("statuses", "none inside the answer up to version 12.1; see the HTTP status");
    return text +
           field("statuses", fmt::format("`easprobe explain '{} N'` says what to do:", command.command)) +
           statuses +
           field("see", is_of_provisioning(command.command) ? "MS-ASPROV 2.2.2.54" : "MS-ASCMD 2.2.3.177");
}

} // namespace easprobe::explanation
