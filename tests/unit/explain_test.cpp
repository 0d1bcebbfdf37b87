// What `easprobe explain` says of a check, a status, a code, a command or a word.
#include "client/explain/explain.h"

#include "client/checks/catalogue.h"
#include "client/codes/eas_statuses.h"
#include "client/codes/handset_words.h"
#include "client/codes/http_statuses.h"
#include "client/codes/support_codes.h"
#include "protocol/eas/command.h"

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
    std::string before = "-";
    for (std::string line; std::getline(lines, line); before = line) {
        CHECK_MESSAGE(line.size() <= 100, line);
        // A blank line only between the two things that one word may be.
        CHECK_MESSAGE((!before.empty() || line.ends_with(": a command of ActiveSync")), line);
    }
    CHECK_FALSE(before.empty());
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
    for (const char* spelling :
         {"80072F0D", "80072f0d", "0X80072f0d", " 0x80072F0D ", "'0x80072F0D'", "\"80072f0d\".", "2147954445",
          "-2147012851", "12045", "WININET_E_INVALID_CA", "error_internet_invalid_ca",
          "Support code: 0x80072F0D", "error 80072f0d"})
        CHECK_MESSAGE(text_for(spelling) == text, spelling);
    CHECK(says(text, "ERROR_INTERNET_INVALID_CA (12045); 2147954445 or -2147012851"));
}

TEST_CASE("what older handsets show in words is explained by the codes and statuses of later ones")
{
    const std::string untrusted = text_for("INTERNET_45");
    CHECK(untrusted.starts_with("INTERNET_45: WININET_E_INVALID_CA\n"));
    CHECK(says(untrusted, "later ones have 0x80072F0D"));
    CHECK(says(untrusted, "an owner of such a handset found that the root"));
    CHECK(text_for("internet_45") == untrusted);
    // What was seen comes first, and what the number would be elsewhere after it.
    const std::string misnamed = text_for("internet_55");
    CHECK(misnamed.starts_with("INTERNET_55: WININET_E_SEC_CERT_CN_INVALID\n"));
    CHECK(says(misnamed, "later ones have 0x80072F06"));
    CHECK(says(misnamed, "  remedy    Enter the name on the handset that is in the certificate"));
    CHECK(misnamed.find("found that the name") < misnamed.find("WININET_E_SEC_CERT_ERRORS"));
    CHECK(says(misnamed, "(0x80072F17)"));
    CHECK(says(text_for("0x80072F06"), "Handsets typically show 0x80072F0D"));
    CHECK(says(text_for("0x80072F19"), "Not expected on Windows Mobile."));
    // Of the others nobody told; that they are numbered alike is inferred, and said to be.
    const std::string refused = text_for("INTERNET_29");
    CHECK(says(refused, "The connection was refused or blocked."));
    CHECK(says(refused, "inferred: "));
    for (const codes::SupportCode& code : codes::support_codes()) {
        const std::uint32_t error = code.number - 0x80070000U;
        if (code.name.starts_with("WININET_E_"))
            CHECK(says(text_for(fmt::format("INTERNET_{}", error - codes::first_wininet_error)),
                       codes::to_text(code.number)));
    }
    CHECK(text_for("HTTP_500") == text_for("500"));
    CHECK(says(text_for("HTTP_403"), "0x85010004; HTTP_403 before Windows Mobile 5"));
    CHECK(says(text_for("mis_3"), "The SyncKey is not the server's"));
    for (const codes::HandsetWord& word : codes::handset_words())
        CHECK(says(text_for(std::string(word.word)), "\n  remedy "));
}

TEST_CASE("the finer numbers of IIS are explained, and that the handset does not see them")
{
    const std::string ssl = text_for("403.4");
    CHECK(ssl.starts_with("HTTP 403.4\n"));
    CHECK(says(ssl, "requires SSL"));
    CHECK(says(ssl, "the handset sees 403 alone"));
    for (const char* spelling : {"HTTP 403.4", "http_403.4", "HTTP/1.1 403.4", "HTTP Error 403.4", "'403.4'"})
        CHECK_MESSAGE(text_for(spelling) == ssl, spelling);
    CHECK(says(text_for("401.1"), "user name, domain or password is wrong"));
    std::pair<int, int> before;
    for (const codes::IisSubstatus& one : codes::iis_substatuses()) {
        CHECK(std::pair(one.status, one.substatus) > before);
        before = {one.status, one.substatus};
        CHECK(codes::find_http_status(one.status) != nullptr);
        CHECK(says(text_for(fmt::format("{}.{}", one.status, one.substatus)), "\n  remedy "));
    }
}

TEST_CASE("a phase is explained with all of its checks, a command with all of its statuses")
{
    for (const Phase phase : all_phases) {
        const std::string text = text_for(std::string(to_string(phase)));
        CHECK(text.starts_with(fmt::format("{}: a phase of the handset\n", to_string(phase))));
        CHECK_FALSE(checks::catalogue_of(phase).empty());
        for (const checks::Check* check : checks::catalogue_of(phase))
            CHECK(says(text, fmt::format("\n    {} ", check->id)));
    }
    for (std::uint8_t code = 0; const auto command = eas::command_of_code(code); ++code) {
        const std::string text = text_for(std::string(to_string(*command)));
        CHECK(says(text, fmt::format("{}: a command of ActiveSync\n", to_string(*command))));
        for (const codes::EasStatus& status : codes::eas_statuses())
            if (status.command == to_string(*command))
                CHECK(says(text, fmt::format("\n    {:<5}", status.number)));
    }
    // One word, two things: both are said.
    const std::string sync = text_for("SYNC");
    CHECK(says(sync, "sync: a phase of the handset\n"));
    CHECK(says(sync, "\nSync: a command of ActiveSync\n"));
    CHECK(says(sync, "    3    The SyncKey is not the server's"));
    CHECK(says(text_for("Autodiscover"), "    601  The server has no provider for handsets."));
}

TEST_CASE("for a word that is not known the nearest known ones are offered")
{
    using Words = std::vector<std::string>;
    CHECK(words_like("trust.root-on-devise") == Words{"trust.root-on-device"});
    CHECK(words_like("Snyc") == Words{"Sync", "sync"});
    CHECK(words_like("FolderSnyc").front() == "FolderSync");
    CHECK(words_like("WININET_E_INVALID_CAA").front() == "WININET_E_INVALID_CA");
    CHECK(words_like("invalid_ca") == Words{"WININET_E_INVALID_CA"});
    CHECK(words_like("sync 33").front() == "Sync 13");
    CHECK(words_like("root-on") == Words{"trust.root-on-device"});
    // What is in no known word but in what a check says of itself.
    CHECK(words_like("SecurID") == Words{"http.no-token-login"});
    CHECK(words_like("browser") == Words{"trust.intermediates-sent"});
    CHECK(words_like("xyzzy").empty());
    CHECK(words_like("").empty());
    CHECK(words_like(std::string(5000, 'a')).empty());
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
        CHECK(says(text_for(std::to_string(status)), fmt::format("on screen {}; HTTP_{}", code, status)));
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
    CHECK(text_for("Sync status 3") == text_for("Sync 3"));
    CHECK(says(text_for("Provision 2"), "MS-ASPROV"));
    CHECK(says(text_for("MeetingResponse 2"), "himself the one who asks"));
    CHECK(says(text_for("Sync 7"), "changed on both sides"));
    CHECK(says(text_for("Autodiscover 601"), "MS-ASCMD 2.2.3.64\n"));
    CHECK(says(text_for("Autodiscover 2"), "MS-ASCMD 2.2.3.177\n"));
    // A Ping has no SyncKey that a restored mailbox could have made stale.
    CHECK(says(text_for("Ping 3"), "the server did not keep heartbeat and folders"));
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
    CHECK(text_for("DeviceNotProvisioned") == text);
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
                             "Sync 2x",
                             "Sync -3",
                             "Sync 99",
                             "Frobnicate 142",
                             "HTTP 299",
                             "HTTP 142",
                             "INTERNET_",
                             "INTERNET_1",
                             "INTERNET_99999999999",
                             "MIS_9",
                             "403.99",
                             "error",
                             "Support code:",
                             "'",
                             "12001",
                             "999",
                             "4294967296",
                             "-2147483649",
                             "-401",
                             "trust.no-such-check",
                             "0x",
                             "0x80072F0",
                             "0x80072F0D0",
                             "0x80072FFF",
                             "99999999999999999999"})
        CHECK_MESSAGE(explain(word) == std::nullopt, word);
}
