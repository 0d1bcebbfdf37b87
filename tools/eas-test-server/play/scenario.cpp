#include "tools/eas-test-server/play/scenario.h"

#include "client/handset/data_file.h"
#include "client/handset/strict_xml.h"

#include "protocol/eas/command.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <fmt/format.h>
#include <utility>

namespace easprobe::test_server {

namespace {

template <typename Value>
struct Word {
    std::string_view word;
    Value value;
};
// clang 14 deduces no aggregate by itself.
template <typename Value>
Word(const char*, Value) -> Word<Value>;

constexpr std::array authentication_words = {
    Word{"basic", Authentication::Basic}, Word{"basic-and-integrated", Authentication::BasicAndIntegrated},
    Word{"integrated", Authentication::Integrated}, Word{"anonymous", Authentication::Anonymous}};
constexpr std::array login_words = {Word{"with-or-without-domain", Logins::WithOrWithoutDomain},
                                    Word{"only-with-domain", Logins::OnlyWithDomain}};
constexpr std::array policy_words = {Word{"required", Provisioning::Required},
                                     Word{"not-asked", Provisioning::NotAsked}};
constexpr std::array autodiscover_words = {
    Word{"nowhere", AutodiscoverAt::Nowhere}, Word{"domain", AutodiscoverAt::Domain},
    Word{"subdomain", AutodiscoverAt::Subdomain}, Word{"redirect", AutodiscoverAt::Redirect}};
constexpr std::array outcome_words = {Word{"would-sync", 0}, Word{"would-sync-degraded", 0},
                                      Word{"would-not-sync", 1}, Word{"could-not-tell", 2}};

template <typename Words, typename Value>
void read_word(StrictElement& element, const char* attribute, const Words& words, Value& value)
{
    if (!element.has(attribute))
        return;
    const std::string given = element.text(attribute);
    std::string known;
    for (const auto& word : words) {
        if (word.word == given) {
            value = word.value;
            return;
        }
        known += (known.empty() ? "" : ", ") + std::string(word.word);
    }
    element.refuse(attribute, fmt::format("'{}' is none of {}", given, known));
}

void read_number(StrictElement& element, const char* attribute, long lowest, long highest, int& value)
{
    if (element.has(attribute))
        value = static_cast<int>(element.number(attribute, lowest, highest));
}

void read_flag(StrictElement& element, const char* attribute, bool& value)
{
    if (element.has(attribute))
        value = element.yes_no(attribute);
}

void read_text(StrictElement& element, const char* attribute, std::string& value)
{
    if (element.has(attribute))
        value = element.text(attribute);
}

template <typename Words>
std::vector<std::string> spelled(const Words& words)
{
    std::vector<std::string> list;
    for (const auto& word : words)
        list.emplace_back(word.word);
    return list;
}

/// What a fault may be on: no request of HTTP, one that is no command, or a command.
std::vector<std::string> request_words()
{
    std::vector<std::string> list = {"any", "hello", "OPTIONS", "Autodiscover"};
    constexpr int highest_code = 255;
    for (int code = 0; code <= highest_code; ++code)
        if (const auto command = eas::command_of_code(static_cast<std::uint8_t>(code)))
            list.emplace_back(eas::to_string(*command));
    return list;
}

FaultRule read_fault(StrictElement element)
{
    constexpr long largest_body = 1L << 30;
    constexpr long longest_wait = 600'000;
    FaultRule rule;
    rule.request = element.text("on");
    const auto requests = request_words();
    if (std::ranges::count(requests, rule.request) == 0)
        element.refuse("on", fmt::format("'{}' is no request that a phone makes", rule.request));
    const std::string word = element.text("do");
    if (const auto fault = parse_fault(word))
        rule.fault = *fault;
    else
        element.refuse("do", fmt::format("'{}' is no fault that this server knows", word));
    if (!can_strike(rule.fault, rule.request))
        element.refuse("on", fmt::format("{} never strikes {}", word, rule.request));
    if (element.has("nth"))
        rule.nth = static_cast<int>(element.number("nth", 1, 1'000'000));
    read_number(element, "status", 0, 999, rule.status);
    read_number(element, "alert", 0, 255, rule.alert);
    if (element.has("after-bytes"))
        rule.after_bytes = static_cast<std::size_t>(element.number("after-bytes", 0, largest_body));
    if (element.has("wait-milliseconds"))
        rule.wait = std::chrono::milliseconds(element.number("wait-milliseconds", 0, longest_wait));
    read_text(element, "location", rule.location);
    read_text(element, "header", rule.header);
    read_text(element, "content-type", rule.content_type);
    read_text(element, "page", rule.page);
    element.finish();
    return rule;
}

void read_mailbox(StrictElement element, MailboxSeed& seed)
{
    constexpr long most = 10'000;
    read_number(element, "mails", 0, most, seed.mails);
    read_number(element, "appointments", 0, most, seed.appointments);
    read_number(element, "contacts", 0, most, seed.contacts);
    read_number(element, "tasks", 0, most, seed.tasks);
    if (element.has("without"))
        seed.omitted_folders = element.words("without");
    element.finish();
}

void read_policy(StrictElement element, Policy& policy)
{
    read_number(element, "minimum-password-length", 1, 16, policy.minimum_password_length);
    read_number(element, "minutes-to-lock", 1, 1440, policy.minutes_to_lock);
    read_number(element, "failed-attempts", 1, 16, policy.failed_attempts);
    read_flag(element, "alphanumeric", policy.alphanumeric);
    read_flag(element, "storage-card-encryption", policy.storage_card_encryption);
    policy.provisioning = Provisioning::Required;
    element.finish();
}

ServerSettings read_server(StrictElement element)
{
    ServerSettings settings;
    const std::string persona = element.text("persona");
    settings.site.persona = find_persona(persona);
    if (settings.site.persona == nullptr)
        element.refuse("persona", fmt::format("'{}' is no server that can be played", persona));
    if (element.has("chain")) {
        const std::string word = element.text("chain");
        if (const auto chain = parse_chain(word))
            settings.chain = *chain;
        else
            element.refuse("chain", fmt::format("'{}' is no chain that this server can show", word));
    }
    read_word(element, "tls", tls_offer_words(), settings.tls);
    read_word(element, "authentication", authentication_words, settings.site.authentication);
    read_word(element, "autodiscover", autodiscover_words, settings.site.autodiscover);
    if (element.has("autodiscover")) {
        settings.http_port = 0;
        settings.hosts.insert(settings.hosts.end(), {"example.test", "autodiscover.example.test"});
    }
    read_word(element, "logins", login_words, settings.site.logins);
    read_word(element, "policy", policy_words, settings.site.policy.provisioning);
    for (StrictElement& policy : element.children_if_any("policy"))
        read_policy(policy, settings.site.policy);
    for (StrictElement& mailbox : element.children_if_any("mailbox"))
        read_mailbox(mailbox, settings.mailbox);
    for (StrictElement& fault : element.children_if_any("fault"))
        settings.faults.push_back(read_fault(fault));
    element.finish();
    return settings;
}

void read_finding(StrictElement element, Meeting& meeting)
{
    const std::string check = element.text("check");
    meeting.findings.push_back(element.text("severity") + " " + check);
    if (element.has("support-code"))
        meeting.support_codes[check] = element.text("support-code");
    if (element.has("says"))
        meeting.sayings[check] = element.text("says");
    element.finish();
}

Meeting read_meeting(StrictElement element)
{
    constexpr long longest_run = 600;
    Meeting meeting;
    meeting.profile = element.text("profile");
    if (element.has("protocol")) {
        meeting.pinned_version = eas::parse_version(element.text("protocol"));
        if (!meeting.pinned_version)
            element.refuse("protocol", "is none of 2.5, 12.0 and 12.1");
    }
    read_text(element, "login", meeting.login);
    read_text(element, "address", meeting.address);
    read_flag(element, "password-right", meeting.password_right);
    read_flag(element, "root-installed", meeting.root_installed);
    read_flag(element, "press-on", meeting.press_on);
    read_flag(element, "ping", meeting.ping);
    read_flag(element, "mail-comes", meeting.mail_comes);
    read_flag(element, "write", meeting.write);
    read_text(element, "invitation-from", meeting.invitation_from);
    if (element.has("heartbeat-seconds"))
        meeting.heartbeat = std::chrono::seconds(element.number("heartbeat-seconds", 1, longest_run));
    if (element.has("deadline-seconds"))
        meeting.deadline = std::chrono::seconds(element.number("deadline-seconds", 1, longest_run));
    int ignored = 0;
    read_word(element, "outcome", outcome_words, ignored);
    meeting.outcome = element.text("outcome");
    read_text(element, "stopped-at", meeting.stopped_at);
    for (StrictElement& finding : element.children_if_any("finding"))
        read_finding(finding, meeting);
    element.finish();
    return meeting;
}

} // namespace

std::vector<AttributeWords> scenario_words()
{
    return {{"on", request_words()},
            {"do", spelled(fault_words())},
            {"persona", spelled(personas())},
            {"chain", spelled(chain_words())},
            {"tls", spelled(tls_offer_words())},
            {"authentication", spelled(authentication_words)},
            {"logins", spelled(login_words)},
            {"autodiscover", spelled(autodiscover_words)},
            {"policy", spelled(policy_words)},
            {"outcome", spelled(outcome_words)}};
}

tl::expected<Scenario, ProfileError> parse_scenario(std::string_view content, const std::string& file)
{
    StrictDocument document(content, file);
    StrictElement root = document.root("scenario", "urn:easprobe:scenario:1");
    Scenario scenario;
    scenario.story = root.child("story").content();
    scenario.server = read_server(root.child("server"));
    for (StrictElement& handset : root.children("handset"))
        scenario.meetings.push_back(read_meeting(handset));
    root.finish();
    if (document.fault())
        return tl::unexpected(*document.fault());
    return scenario;
}

tl::expected<Scenario, ProfileError> read_scenario(const std::filesystem::path& file)
{
    const auto content = read_data_file(file);
    if (!content)
        return tl::unexpected(content.error());
    auto scenario = parse_scenario(*content, file.string());
    if (scenario)
        scenario->name = file.stem().stem().string();
    return scenario;
}

} // namespace easprobe::test_server
