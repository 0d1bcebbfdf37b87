#include "client/handset/describe.h"

#include "protocol/text/iso_time.h"

#include <fmt/format.h>
#include <string_view>

namespace easprobe {

namespace {

std::string_view yes_no(bool value)
{
    return value ? "yes" : "no";
}

std::string words_of(const std::vector<eas::ProtocolVersion>& versions)
{
    std::vector<std::string_view> words;
    for (const eas::ProtocolVersion version : versions)
        words.push_back(eas::to_string(version));
    return words.empty() ? "none" : fmt::to_string(fmt::join(words, " "));
}

class Description {
  public:
    explicit Description(const HandsetProfile& profile) : profile_(profile)
    {
        text_ = fmt::format("{}: {}\n", profile.id, profile.title);
    }

    void group(std::string_view title, const Sourced& fact)
    {
        const Source& source = profile_.source_of(fact);
        text_ += fmt::format("\n{} ({}, {})\n", title, to_string(source.kind), source.key);
    }

    template <typename Value>
    void fact(std::string_view name, const Value& value)
    {
        text_ += fmt::format("  {:<28} {}\n", name, value);
    }

    void line(const std::string& line) { text_ += line + '\n'; }

    std::string take() { return std::move(text_); }

  private:
    const HandsetProfile& profile_;
    std::string text_;
};

void describe_requests(Description& text, const HandsetProfile& profile)
{
    text.group("Identity", profile.identity);
    text.fact("DeviceType", fmt::format("{}, in a base64 query {}", profile.identity.device_type,
                                        profile.identity.device_type_short));
    text.fact("User-Agent", profile.identity.user_agent);
    text.fact("Accept-Language", fmt::format("{}, in a base64 query {:04X}", profile.identity.accept_language,
                                             profile.identity.locale));

    text.group("Requests", profile.request);
    text.fact("headers, in order", fmt::to_string(fmt::join(profile.request.header_order, " ")));
    text.fact("parameters, in order", fmt::to_string(fmt::join(profile.request.parameter_order, " ")));

    text.group("ActiveSync", profile.activesync);
    text.fact("versions", words_of(profile.activesync.versions));
    text.fact("base64 query from 12.1", yes_no(profile.activesync.base64_query_from_12_1));
    text.fact("GetItemEstimate before Sync", yes_no(profile.activesync.estimates_before_sync));
    text.fact("commands it cannot do without",
              fmt::to_string(fmt::join(profile.activesync.required_commands, " ")));

    text.group("What is synchronised", profile.sync);
    text.fact("classes", fmt::to_string(fmt::join(profile.sync.classes, " ")));
    text.fact("WindowSize", profile.sync.window_size);
    text.fact("FilterType", fmt::format("mail {}, calendar {}", profile.sync.mail_filter_type,
                                        profile.sync.calendar_filter_type));
    text.fact("Truncation", fmt::format("{}; from 12.0 {} bytes", profile.sync.mail_truncation,
                                        profile.sync.body_truncation_size));
    text.fact("MIMESupport", profile.sync.mime_support);
    text.fact("Conflict", profile.sync.conflict == 1 ? "1, the server's item wins" : "0, its own item wins");
    text.fact("attachments", fmt::format("GetAttachment; from 12.0 {}", profile.sync.attachment_command));

    text.group("Direct Push", profile.push);
    text.fact("heartbeat at least", fmt::format("{} s", profile.push.heartbeat_minimum.count()));

    const HeartbeatAdjusting& adjusting = profile.push.adjusting;
    text.group("Direct Push: adjusting the heartbeat", adjusting);
    text.fact("heartbeat", fmt::format("begins at {} s, grows by {} s up to {} s", adjusting.start.count(),
                                       adjusting.step.count(), adjusting.maximum.count()));

    text.group("Autodiscover", profile.autodiscover);
    text.fact("finds its server by it", yes_no(profile.autodiscover.used));

    text.group("What it sends when asked to", profile.errands);
    text.fact("DeviceInformation at", words_of(profile.errands.device_information));
    text.fact("out of office at", words_of(profile.errands.out_of_office));
    text.fact("address list at", words_of(profile.errands.address_list));

    text.group("Policies it enforces", profile.policies);
    text.fact("a policy that demands more",
              profile.policies.refuses_beyond ? "is refused" : "is acknowledged as applied in part");
    for (const std::string& provider : profile.policies.providers)
        text.fact("wap-provisioningdoc", provider);
    for (const std::string& policy : profile.policies.enforces)
        text.line("  " + policy);
}

void describe_security(Description& text, const HandsetProfile& profile)
{
    text.group("TLS hello", profile.hello);
    text.fact("version", fmt::format("{} in a record of {}", profile.hello.highest_version,
                                     profile.hello.record_version));
    text.fact("suites, in order", fmt::format("{:04x}", fmt::join(profile.hello.suites, " ")));
    text.fact("server name (SNI)", yes_no(profile.hello.sends_sni));
    text.fact("SSL 2.0 format", yes_no(profile.hello.sslv2_format));
    text.fact("resumes sessions", yes_no(profile.hello.resumes_sessions));

    const TrustRules& trust = profile.trust;
    text.group("Certificates: signatures", trust.signatures);
    text.fact("algorithms", fmt::to_string(fmt::join(trust.signatures.algorithms, " ")));
    text.group("Certificates: keys", trust.keys);
    text.fact("types", fmt::to_string(fmt::join(trust.keys.types, " ")));
    text.fact("RSA bits at most", trust.keys.rsa_bits_maximum == 0
                                      ? std::string("no limit known")
                                      : fmt::to_string(trust.keys.rsa_bits_maximum));
    text.group("Certificates: names", trust.names);
    text.fact("subjectAltName counts", yes_no(trust.names.uses_subject_alt_name));
    text.fact("wildcards", yes_no(trust.names.accepts_wildcards));
    text.group("Certificates: usage", trust.usage);
    text.fact("serverAuth required", yes_no(trust.usage.requires_server_auth));
    text.fact("keyEncipherment required", yes_no(trust.usage.requires_key_encipherment));

    text.group(fmt::format("Roots: {}", profile.roots.title), trust);
    for (const TrustAnchor& anchor : profile.roots.anchors) {
        const auto source = profile.roots.sources.find(anchor.source);
        const auto kind = source == profile.roots.sources.end() ? SourceKind::Inferred : source->second.kind;
        text.line(fmt::format("  {}  to {}  {} ({}, {})", anchor.sha1_thumbprint,
                              to_iso8601(anchor.not_after).substr(0, 10), anchor.name, to_string(kind),
                              anchor.source));
    }
}

void describe_sources(Description& text, std::string_view title, const Sources& sources)
{
    text.line(fmt::format("\n{}", title));
    for (const auto& [key, source] : sources)
        text.line(
            fmt::format("  {} ({}): {}\n    {}", key, to_string(source.kind), source.what, source.where));
}

} // namespace

std::string describe(const HandsetProfile& profile)
{
    Description text(profile);
    describe_requests(text, profile);
    describe_security(text, profile);
    describe_sources(text, "Sources of the handset", profile.sources);
    describe_sources(text, "Sources of the roots", profile.roots.sources);
    return text.take();
}

} // namespace easprobe
