#include "client/handset/profile.h"

#include "client/handset/data_file.h"
#include "client/handset/source_reader.h"
#include "client/handset/strict_xml.h"

#include <algorithm>
#include <cassert>
#include <charconv>
#include <fmt/format.h>
#include <system_error>
#include <utility>

namespace easprobe {

namespace {

constexpr long largest_count = 1'000'000;

/// Each word must be among the known ones: a misspelt one would otherwise silently never match.
template <std::size_t Count>
std::vector<std::string> known_words(StrictElement& element, const char* attribute,
                                     const std::string_view (&known)[Count])
{
    auto words = element.words(attribute);
    for (const std::string& word : words)
        if (std::find(std::begin(known), std::end(known), word) == std::end(known))
            element.refuse(attribute, fmt::format("'{}' is not among {}", word, fmt::join(known, ", ")));
    return words;
}

std::uint16_t hex16(StrictElement& element, const char* attribute, const std::string& digits)
{
    std::uint16_t value = 0;
    const char* end = digits.data() + digits.size();
    const auto [stopped, error] = std::from_chars(digits.data(), end, value, 16);
    if (digits.size() != 4 || stopped != end || error != std::errc{})
        element.refuse(attribute, fmt::format("'{}' is not four hexadecimal digits", digits));
    return value;
}

std::vector<eas::ProtocolVersion> versions_of(StrictElement& element, const char* attribute)
{
    std::vector<eas::ProtocolVersion> versions;
    for (const std::string& word : element.words(attribute)) {
        const auto version = eas::parse_version(word);
        if (!version)
            element.refuse(attribute, fmt::format("'{}' is not a version this program speaks", word));
        else if (!versions.empty() && *version < versions.back())
            element.refuse(attribute, "are not in ascending order");
        else
            versions.push_back(*version);
    }
    return versions;
}

Identity read_identity(StrictElement element, SourceReader& sources)
{
    Identity identity;
    identity.source = sources.of(element);
    identity.device_type = element.text("device-type");
    identity.device_type_short = element.text("device-type-short");
    identity.user_agent = element.text("user-agent");
    identity.accept_language = element.text("accept-language");
    identity.locale = hex16(element, "locale", element.text("locale"));
    element.finish();
    return identity;
}

RequestHabits read_request(StrictElement element, SourceReader& sources)
{
    RequestHabits habits;
    habits.source = sources.of(element);
    habits.header_order = element.words("headers");
    habits.parameter_order = known_words(element, "parameters", {"User", "DeviceId", "DeviceType", "Cmd"});
    element.finish();
    return habits;
}

ActiveSync read_activesync(StrictElement element, SourceReader& sources)
{
    ActiveSync activesync;
    activesync.source = sources.of(element);
    activesync.versions = versions_of(element, "versions");
    activesync.base64_query_from_12_1 = element.yes_no("base64-query-from-12.1");
    activesync.estimates_before_sync = element.yes_no("estimates-before-sync");
    activesync.required_commands = element.words("required-commands");
    element.finish();
    return activesync;
}

SyncSettings read_sync(StrictElement element, SourceReader& sources)
{
    SyncSettings sync;
    sync.source = sources.of(element);
    sync.window_size = static_cast<int>(element.number("window-size", 1, 512));
    sync.mail_filter_type = static_cast<int>(element.number("mail-filter-type", 0, 5));
    sync.calendar_filter_type = static_cast<int>(element.number("calendar-filter-type", 0, 7));
    sync.mail_truncation = static_cast<int>(element.number("mail-truncation", 0, 9));
    sync.body_truncation_size = static_cast<int>(element.number("body-truncation-size", 0, largest_count));
    sync.mime_support = static_cast<int>(element.number("mime-support", 0, 2));
    sync.conflict = static_cast<int>(element.number("conflict", 0, 1));
    const auto commands = known_words(element, "attachments-from-12.0", {"GetAttachment", "ItemOperations"});
    if (commands.size() == 1)
        sync.attachment_command = commands.front();
    else
        element.refuse("attachments-from-12.0", "is to name one command");
    sync.classes = known_words(element, "classes", {"Email", "Calendar", "Contacts", "Tasks"});
    element.finish();
    return sync;
}

Hello read_hello(StrictElement element, SourceReader& sources)
{
    Hello hello;
    hello.source = sources.of(element);
    hello.record_version = element.text("record");
    hello.highest_version = element.text("highest");
    for (const auto& [attribute, version] :
         {std::pair{"record", hello.record_version}, std::pair{"highest", hello.highest_version}})
        if (version != "SSL 3.0" && version != "TLS 1.0")
            element.refuse(attribute, fmt::format("'{}' is neither SSL 3.0 nor TLS 1.0", version));
    hello.sends_sni = element.yes_no("sends-sni");
    hello.sslv2_format = element.yes_no("sslv2-format");
    hello.resumes_sessions = element.yes_no("resumes-sessions");
    for (const std::string& suite : element.words("suites"))
        hello.suites.push_back(hex16(element, "suites", suite));
    element.finish();
    return hello;
}

TrustRules read_trust(StrictElement element, SourceReader& sources)
{
    TrustRules trust;
    trust.source = sources.of(element);
    trust.root_store = element.text("root-store");
    if (trust.root_store.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") != std::string::npos)
        element.refuse("root-store", "is not the name of a root store");

    StrictElement signatures = element.child("signatures");
    trust.signatures.source = sources.of(signatures);
    trust.signatures.algorithms = signatures.words("algorithms");
    signatures.finish();

    StrictElement keys = element.child("keys");
    trust.keys.source = sources.of(keys);
    trust.keys.types = known_words(keys, "types", {"RSA", "DSA", "EC"});
    trust.keys.rsa_bits_maximum = static_cast<std::size_t>(keys.number("rsa-bits-maximum", 0, largest_count));
    keys.finish();

    StrictElement names = element.child("names");
    trust.names.source = sources.of(names);
    trust.names.uses_subject_alt_name = names.yes_no("subject-alt-name");
    trust.names.accepts_wildcards = names.yes_no("wildcards");
    names.finish();

    StrictElement usage = element.child("usage");
    trust.usage.source = sources.of(usage);
    trust.usage.requires_server_auth = usage.yes_no("requires-server-auth");
    trust.usage.requires_key_encipherment = usage.yes_no("requires-key-encipherment");
    usage.finish();
    element.finish();
    return trust;
}

Push read_push(StrictElement element, SourceReader& sources)
{
    Push push;
    push.source = sources.of(element);
    push.heartbeat_minimum = std::chrono::seconds(element.number("heartbeat-minimum", 1, largest_count));
    StrictElement adjusting = element.child("adjusting");
    push.adjusting.source = sources.of(adjusting);
    push.adjusting.start = std::chrono::seconds(adjusting.number("start", 1, largest_count));
    push.adjusting.maximum = std::chrono::seconds(adjusting.number("maximum", 1, largest_count));
    push.adjusting.step = std::chrono::seconds(adjusting.number("step", 1, largest_count));
    if (push.adjusting.start < push.heartbeat_minimum || push.adjusting.maximum < push.adjusting.start)
        adjusting.refuse("start", "is not between the minimum and the maximum");
    adjusting.finish();
    element.finish();
    return push;
}

Autodiscover read_autodiscover(StrictElement element, SourceReader& sources)
{
    Autodiscover autodiscover;
    autodiscover.source = sources.of(element);
    autodiscover.used = element.yes_no("used");
    element.finish();
    return autodiscover;
}

/// The same, or the word "none".
std::vector<eas::ProtocolVersion> versions_if_any(StrictElement& element, const char* attribute)
{
    return element.text(attribute) == "none" ? std::vector<eas::ProtocolVersion>{}
                                             : versions_of(element, attribute);
}

Errands read_errands(StrictElement element, SourceReader& sources)
{
    Errands errands;
    errands.source = sources.of(element);
    errands.device_information = versions_if_any(element, "device-information");
    errands.out_of_office = versions_if_any(element, "out-of-office");
    errands.address_list = versions_if_any(element, "address-list");
    element.finish();
    return errands;
}

PolicySupport read_policies(StrictElement element, SourceReader& sources)
{
    PolicySupport policies;
    policies.source = sources.of(element);
    policies.enforces = element.words("enforces");
    policies.providers = element.words("providers");
    const std::string beyond = element.text("beyond");
    policies.refuses_beyond = beyond == "refused";
    if (beyond != "refused" && beyond != "applied-in-part")
        element.refuse("beyond", fmt::format("'{}' is neither applied-in-part nor refused", beyond));
    element.finish();
    return policies;
}

} // namespace

bool PolicySupport::covers(std::string_view setting) const
{
    const auto has = [](const std::vector<std::string>& words, std::string_view word) {
        return std::find(words.begin(), words.end(), word) != words.end();
    };
    const auto slash = setting.find('/');
    return has(enforces, setting) ||
           (slash != std::string_view::npos && has(providers, setting.substr(0, slash)));
}

const Source& HandsetProfile::source_of(const Sourced& fact) const
{
    const auto found = sources.find(fact.source);
    assert(found != sources.end()); // The reader has refused a fact whose source is not there.
    return found->second;
}

tl::expected<HandsetProfile, ProfileError> parse_profile(std::string_view content, const std::string& name)
{
    StrictDocument document(content, name);
    StrictElement root = document.root("handset", "urn:easprobe:handset:1");
    HandsetProfile profile;
    profile.id = root.text("id");
    profile.title = root.text("title");
    SourceReader sources(root);
    profile.identity = read_identity(root.child("identity"), sources);
    profile.request = read_request(root.child("request"), sources);
    profile.activesync = read_activesync(root.child("activesync"), sources);
    profile.sync = read_sync(root.child("sync"), sources);
    profile.hello = read_hello(root.child("hello"), sources);
    profile.trust = read_trust(root.child("trust"), sources);
    profile.push = read_push(root.child("push"), sources);
    profile.autodiscover = read_autodiscover(root.child("autodiscover"), sources);
    profile.errands = read_errands(root.child("errands"), sources);
    profile.policies = read_policies(root.child("policies"), sources);
    root.finish();
    sources.finish();
    profile.sources = sources.sources();
    if (document.fault())
        return tl::unexpected(*document.fault());
    return profile;
}

tl::expected<HandsetProfile, ProfileError> read_profile(const std::filesystem::path& file)
{
    const auto content = read_data_file(file);
    if (!content)
        return tl::unexpected(content.error());
    auto profile = parse_profile(*content, file.string());
    if (!profile)
        return profile;
    if (profile->id != file.stem().string())
        return tl::unexpected(ProfileError{file.string(), 0, "handset/@id", "is not the name of the file"});
    const auto folder = file.parent_path().parent_path() / "root-stores";
    auto roots = read_root_store(folder / (profile->trust.root_store + ".xml"));
    if (!roots)
        return tl::unexpected(roots.error());
    profile->roots = std::move(*roots);
    return profile;
}

std::vector<std::string> profile_names(const std::filesystem::path& profiles_folder)
{
    return names_of_data_files(profiles_folder / "handsets");
}

} // namespace easprobe
