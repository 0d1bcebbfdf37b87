#include "client/explain/explain.h"

#include "client/checks/catalogue.h"
#include "client/explain/eas_statuses.h"
#include "client/explain/http_statuses.h"
#include "client/explain/support_codes.h"

#include <algorithm>
#include <doctest/doctest.h>
#include <fmt/format.h>
#include <set>
#include <sstream>
#include <utility>

using namespace easprobe;

namespace {

/// The text for a word that has one, with its lines looked at.
std::string text_for(const std::string& word)
{
    const auto text = explain(word);
    REQUIRE_MESSAGE(text.has_value(), word);
    std::istringstream lines(*text);
    for (std::string line; std::getline(lines, line);)
        CHECK_MESSAGE((!line.empty() && line.size() <= 100), line);
    CHECK(text->ends_with('\n'));
    return *text;
}

bool says(const std::string& text, std::string_view words)
{
    return text.find(words) != std::string::npos;
}

} // namespace

TEST_CASE("every check is explained with its phase, severity, effect, remedy and citation")
{
    for (const checks::Check* check : checks::catalogue()) {
        const std::string text = text_for(std::string(check->id));
        CHECK(text.starts_with(fmt::format("{}: ", check->id)));
        CHECK(says(
            text, fmt::format("check of phase {}, {}", to_string(check->phase), to_string(check->severity))));
        for (const std::string_view label : {"\n  effect ", "\n  remedy ", "\n  see "})
            CHECK_MESSAGE(says(text, label), check->id);
    }
    CHECK(text_for(" Trust.Root-On-Device\n") == text_for("trust.root-on-device"));
}

TEST_CASE("a support code is found as people write it")
{
    const std::string text = text_for("0x80072F0D");
    CHECK(text.starts_with("0x80072F0D: WININET_E_INVALID_CA\n"));
    CHECK(says(text, "The security certificate on the server is invalid."));
    for (const char* spelling : {"80072F0D", "80072f0d", "0X80072f0d", " 0x80072F0D "})
        CHECK(text_for(spelling) == text);
}

TEST_CASE("every support code stands once, in order, with cause, remedy and source")
{
    std::uint32_t before = 0;
    for (const codes::SupportCode& code : codes::support_codes()) {
        CHECK(code.number > before);
        before = code.number;
        CHECK_FALSE(code.meaning.empty());
        CHECK_FALSE(code.source.empty());
        CHECK(codes::find_support_code(codes::to_text(code.number)) == &code);
        const std::string text = text_for(codes::to_text(code.number));
        // 0x8501.... is an HTTP status, and for a few of those nothing can be said but the number.
        CHECK_MESSAGE((says(text, "\n  remedy ") || code.number >> 16U == 0x8501U), text);
    }
    CHECK(codes::support_codes().size() > 60);
}

TEST_CASE("HTTP statuses have the support codes that Microsoft publishes")
{
    // Surface Hub's ActiveSync table; its client is of the same line.
    const std::pair<int, const char*> published[] = {{401, "0x85010002"},
                                                     {403, "0x85010004"},
                                                     {404, "0x85010005"},
                                                     {500, "0x85010014"},
                                                     {503, "0x85010017"}};
    for (const auto& [status, code] : published) {
        CHECK(codes::support_code_of_status(status) == code);
        CHECK(says(text_for(std::to_string(status)), fmt::format("on screen {}", code)));
        // The code has the remedy of its status.
        const std::string remedy(codes::find_http_status(status)->remedy.substr(0, 20));
        CHECK(says(text_for(code), remedy));
    }
    for (const int status : {200, 399, 418, 448, 450, 499, 506, 507})
        CHECK(codes::support_code_of_status(status).empty());
}

TEST_CASE("an HTTP status is explained by number, with or without its protocol")
{
    const std::string text = text_for("449");
    CHECK(text.starts_with("HTTP 449: Retry With\n"));
    CHECK(text_for("HTTP 449") == text);
    CHECK(text_for("http.449") == text);
    int before = 0;
    for (const codes::HttpStatus& status : codes::http_statuses()) {
        CHECK(status.number > before);
        before = status.number;
        CHECK(says(text_for(std::to_string(status.number)), "\n  remedy "));
    }
}

TEST_CASE("the same number is another thing for another command")
{
    CHECK(says(text_for("Sync 3"), "The SyncKey is not the server's"));
    CHECK(says(text_for("MoveItems 3"), "Here 3 is success."));
    CHECK(says(text_for("FolderSync.9"), "Begins again with key 0."));
    CHECK(text_for("foldersync 9") == text_for("FolderSync.9"));
    CHECK(says(text_for("Provision 2"), "MS-ASPROV"));
    CHECK(says(text_for("MeetingResponse 2"), "himself the one who asks"));
    CHECK(says(text_for("Sync 7"), "changed on both sides"));
}

TEST_CASE("every status of a command stands once, and says what to do unless all is well")
{
    std::set<std::pair<std::string_view, int>> seen;
    for (const codes::EasStatus& status : codes::eas_statuses()) {
        CHECK(seen.emplace(status.command, status.number).second);
        const std::string word = fmt::format("{} {}", status.command, status.number);
        const std::string text = text_for(word);
        CHECK(text.starts_with(fmt::format("{} status {}\n", status.command, status.number)));
        const bool well = status.meaning.starts_with("Carried out.") || status.number <= 2;
        CHECK_MESSAGE((says(text, "\n  remedy ") || well), word);
    }
}

TEST_CASE("a status of later versions names the HTTP error that stands for it before")
{
    const std::string text = text_for("142");
    CHECK(text.starts_with("Status 142: DeviceNotProvisioned\n"));
    CHECK(says(text, "HTTP 449 in its place"));
    CHECK(text_for("Sync 142") == text);
    CHECK(text_for("sendmail.142") == text);
    for (const codes::CommonStatus& status : codes::any_command_statuses()) {
        const std::string word = std::to_string(status.number);
        CHECK_MESSAGE(says(text_for(word), "\n  remedy "), word);
        // The handset's own code of it, where one is known, has the same name.
        const auto number = 0x86000C00U + static_cast<std::uint32_t>(status.number - 101);
        if (const auto* code = codes::find_support_code(codes::to_text(number)))
            CHECK(says(std::string(code->meaning), fmt::format("EAS status {}:", status.number)));
    }
}

TEST_CASE("what is not known is not explained")
{
    for (const char* word : {"",
                             " ",
                             ".",
                             "Sync",
                             "Sync ",
                             "Sync 2x",
                             "Sync -3",
                             "Sync 99",
                             "Frobnicate 142",
                             "HTTP",
                             "HTTP 299",
                             "999",
                             "-401",
                             "trust",
                             "trust.",
                             "trust.no-such-check",
                             "0x",
                             "0x80072F0",
                             "0x80072F0D0",
                             "0x80072FFF",
                             "99999999999999999999"})
        CHECK_MESSAGE(explain(word) == std::nullopt, word);
}
