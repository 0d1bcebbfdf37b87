#include "client/checks/trust/remedies.h"

#include "client/trust/names.h"
#include "protocol/text/iso_time.h"
#include "protocol/text/printable.h"

#include <algorithm>
#include <chrono>
#include <fmt/format.h>

namespace easprobe::checks::trust {

namespace {

/// A word as a shell takes it.
std::string as_argument(std::string_view word)
{
    std::string harmless = printable(word, 300);
    // Else it would be taken for an option.
    if (harmless.starts_with('-'))
        harmless.insert(0, "./");
    const bool plain = std::ranges::all_of(harmless, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               std::string_view("-._/:[]@+").find(c) != std::string_view::npos;
    });
    if (plain && !harmless.empty())
        return harmless;
    std::string quoted = "'";
    for (const char c : harmless)
        quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return quoted + "'";
}

/// A name for what came on standard input.
constexpr const char* kept_input = "chain.pem";

/// Where the root-cab command finds what was judged: the files given, or the server that sent it.
std::string place_of_chain(const Case& given)
{
    if (!given.evidence.offline) {
        std::string server =
            as_argument(fmt::format("https://{}:{}", given.evidence.target.host, given.evidence.target.port));
        for (const std::string& each : given.evidence.circumstances.resolve)
            server += " --resolve " + as_argument(each);
        return server;
    }
    std::string files;
    for (const std::string& file : given.evidence.offline->files)
        files += (files.empty() ? "" : " ") + (file == "-" ? kept_input : as_argument(file));
    return files;
}

/// What came on standard input is not there a second time.
std::string hint_on_input(const Case& given)
{
    if (!given.evidence.offline ||
        std::ranges::find(given.evidence.offline->files, "-") == given.evidence.offline->files.end())
        return {};
    return fmt::format(" ({} is what came on standard input, kept in a file.)", kept_input);
}

/// A certificate of the path that was neither sent nor among the files was put on the phone as an
/// intermediate.
std::string place_of(const x509::Certificate& certificate, const Case& given)
{
    const auto& chain = given.evidence.connection.chain;
    const bool sent = std::ranges::find(chain, certificate.der) != chain.end();
    if (sent)
        return place_of_chain(given);
    // A recording does not say which file that was.
    const auto& files = given.evidence.circumstances.installed_from;
    const auto file = files.find(certificate.der);
    return file == files.end() || file->second == "-" ? "root.cer" : as_argument(file->second);
}

/// "It is offered at http://...": where the issuer's certificate can be had; empty where nothing says so.
std::string offered_at(const x509::Certificate& certificate)
{
    if (certificate.issuer_urls.empty())
        return {};
    return fmt::format(" The certificate says that it is offered at {}.",
                       printable(certificate.issuer_urls.front(), 200));
}

std::string name_of_issuer(const x509::Certificate& certificate)
{
    return "'" + printable(certificate.issuer, 200) + "'";
}

/// From the outside a missing intermediate and a root that need not be sent look the same.
std::string remedy_for_unknown_issuer(const DevicePath& path, const x509::Certificate& last)
{
    if (!path.near_miss.empty())
        return fmt::format(
            "The certificate of {} that is there cannot be its issuer: have the certificate issued "
            "again, by an authority whose own certificate is in order.",
            name_of_issuer(last));
    return fmt::format(
        "Where {} is an intermediate authority, install its certificate on the server, in the store "
        "of intermediate authorities, and restart the web service (or put it into the chain file "
        "of the proxy in front of it).{} Where it is itself a root, put it on the handset: "
        "`easprobe root-cab root.cer -o root.cab` makes a file that installs with a tap.",
        name_of_issuer(last), offered_at(last));
}

/// A name that a phone can be given for a server on the Internet: letters, digits and hyphens between points
/// (RFC 1123 2.1). A common name may be anything, "Our Web Server" or a pattern.
bool is_server_name(std::string_view name)
{
    const bool plain = std::ranges::all_of(name, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
               c == '.';
    });
    constexpr std::size_t longest = 253;
    return plain && name.size() <= longest && name.find('.') != std::string_view::npos &&
           name.find("..") == std::string_view::npos &&
           std::string_view("-.").find(name.front()) == std::string_view::npos &&
           std::string_view("-.").find(name.back()) == std::string_view::npos;
}

bool is_valid_at(const DevicePath& path, std::size_t certificate, x509::Time time)
{
    if (certificate < path.certificates.size())
        return time >= path.certificates[certificate].not_before &&
               time <= path.certificates[certificate].not_after;
    return path.anchor && time >= path.anchor->not_before && time <= path.anchor->not_after;
}

} // namespace

std::string remedy_for_unknown_root(const DevicePath& path, const Case& given)
{
    const x509::Certificate& last = path.certificates.back();
    std::string remedy;
    if (last.self_issued)
        remedy =
            fmt::format("Put {} on the handset: `easprobe root-cab {} --only {} -o root.cab` makes a file "
                        "that installs with a tap. Compare the thumbprint with the authority's first.{}",
                        path.certificates.size() == 1 ? "this certificate" : "this root",
                        place_of(last, given), last.sha1_thumbprint, hint_on_input(given));
    else
        remedy = remedy_for_unknown_issuer(path, last);
    return remedy + fmt::format(" Or use a certificate from an authority that the handset knows (`easprobe "
                                "profiles {}` lists them). Try either first, with --install-root.",
                                given.handset.id);
}

std::string remedy_for_missing_intermediate(const DevicePath& path)
{
    return remedy_for_unknown_issuer(path, path.certificates.front());
}

std::string remedy_for_wrong_name(const DevicePath& path, const Case& given)
{
    const std::string host = printable(given.evidence.target.host, 255);
    const NameRules& rules = given.handset.trust.names;
    std::string remedy = fmt::format("Ask the authority for a certificate with the common name {}", host);
    if (rules.uses_subject_alt_name)
        remedy += " and, if it has alternative names at all, with that name among them";
    else
        remedy += " (this handset looks at nothing else)";
    const auto names = easprobe::trust::names_that_count(*path.owner(), host, rules);
    const auto usable = std::ranges::find_if(names, is_server_name);
    if (usable != names.end() && !path.request)
        remedy +=
            fmt::format("; or enter '{}' as the server on the phone, if that name leads to it", *usable);
    return remedy + ".";
}

std::string remedy_for_dates(const DevicePath& path, const Case& given)
{
    const auto today = std::chrono::floor<std::chrono::seconds>(given.evidence.started);
    bool only_the_clock = true;
    bool root_expired = false;
    bool expired = false;
    for (const easprobe::trust::Fault& fault : path.faults) {
        if (fault.kind != FaultKind::Expired && fault.kind != FaultKind::NotYetValid)
            continue;
        only_the_clock &= is_valid_at(path, fault.certificate, today);
        expired |= fault.kind == FaultKind::Expired;
        root_expired |= fault.kind == FaultKind::Expired && fault.certificate == path.certificates.size();
    }
    if (only_the_clock)
        return fmt::format("Set the date on the phone: its clock says {}, and on {} all of this is valid.",
                           to_iso8601(given.evidence.circumstances.handset_clock),
                           to_iso8601(today).substr(0, 10));
    if (root_expired)
        return "The handset's own root has ended, which no new server certificate below it mends: move to a "
               "chain below another root, or put a later issue of that root on the handset (`easprobe "
               "root-cab root.cer -o root.cab`). Check the date on the phone as well.";
    if (!expired)
        return "Wait until it is valid, or have it issued again; before that check the clocks of the phone, "
               "of the "
               "server and of the authority.";
    return "Renew the certificate that is named, and check the date on the phone.";
}

} // namespace easprobe::checks::trust
