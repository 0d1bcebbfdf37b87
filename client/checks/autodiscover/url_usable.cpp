// What Autodiscover names is the ExternalUrl of the ActiveSync directory, as somebody has typed it.
#include "client/checks/autodiscover/attempts.h"
#include "client/checks/check.h"
#include "client/evidence/target.h"
#include "protocol/text/ascii.h"
#include "protocol/text/printable.h"

#include <algorithm>
#include <fmt/format.h>

namespace easprobe::checks::autodiscover {

namespace {

Finding fault(const Attempt& settings, const std::string& what, Severity severity)
{
    Finding finding;
    finding.observed = fmt::format("Autodiscover names {}, {}", printable(settings.reply->url, 200), what);
    finding.expected = "https://HOST/Microsoft-Server-ActiveSync";
    finding.evidence = {settings.exchange->number};
    finding.severity = severity;
    if (severity != Severity::Blocker) {
        finding.basis = Basis::Inferred;
        finding.source = "whether a handset takes such an address is not written";
    }
    return finding;
}

Outcome run(const Case& given)
{
    const auto& attempts = given.attempts();
    const auto settings = std::ranges::find(attempts, AttemptKind::Settings, &Attempt::kind);
    if (settings == attempts.end())
        return NotReached{"no address was found"};
    constexpr std::string_view https = "https://";
    const std::string& url = settings->reply->url;
    if (!to_lower(url).starts_with(https))
        return fault(*settings, "which is no address with https", Severity::Blocker);
    const auto target = parse_target(std::string(https) + url.substr(https.size()));
    if (!target)
        return fault(*settings, "of which no server can be read", Severity::Blocker);
    if (!equal_ignoring_case(target->path, "/Microsoft-Server-ActiveSync"))
        return fault(*settings, "which is not the ActiveSync directory", Severity::Degraded);
    return Passed{"the address is " + printable(url, 200), {settings->exchange->number}};
}

} // namespace

extern const Check url_usable;
const Check url_usable{
    .id = "autodiscover.url-usable",
    .title = "The address that Autodiscover names is one to sync with",
    .phase = Phase::Autodiscover,
    .severity = Severity::Blocker,
    .citation = {"Microsoft Remote Connectivity Analyzer", "activesync-externalurl-not-expected-format"},
    .why =
        "The ExternalUrl of the ActiveSync directory is missing or mistyped, or names another directory: the "
        "handset is set up for an address where nothing answers.",
    .remedy = "Set the ExternalUrl of the ActiveSync directory to https://HOST/Microsoft-Server-ActiveSync "
              "(Set-ActiveSyncVirtualDirectory).",
    .run = run,
};

} // namespace easprobe::checks::autodiscover
