#pragma once

#include "client/evidence/evidence.h"
#include "client/handset/profile.h"
#include "protocol/x509/certificate.h"
#include "protocol/x509/request.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace easprobe::trust {

/// Why a handset does not go on with a server's certificate. Each kind belongs to one check.
enum class FaultKind {
    Unreadable,          ///< A certificate that was sent is none.
    MissingIntermediate, ///< The server's own certificate was issued by one that is neither sent nor
                         ///< installed.
    UnknownRoot,         ///< The path ends at a root, or below one, that is not on the handset.
    Expired,
    NotYetValid,
    UnknownSignatureAlgorithm,
    UncheckedSignature, ///< The handset can check it and nobody here can (MD2), so it vouches for nothing.
    UnusableKey,
    NotForServers, ///< A key usage, or extended key usage, that leaves out what a server needs.
    WrongName,
};

struct Fault {
    FaultKind kind;
    /// Of DevicePath::certificates; one past them is the anchor. For Unreadable, the place in the chain as
    /// sent.
    std::size_t certificate = 0;
    std::string text; ///< What is wrong, as a part of a sentence; harmless to print.
};

/// The path from the server's own certificate to a root, as the handset would build it: from what the server
/// sent, the intermediates installed and its own roots. It fetches nothing. Every fault is noted, not only
/// the first.
struct DevicePath {
    std::vector<x509::Certificate> sent; ///< Those that can be read, in the order sent.
    std::vector<x509::Certificate>
        certificates;                     ///< From the server's own up; empty when that cannot be read.
    std::optional<TrustAnchor> anchor;    ///< The root at its end, where it reached one of the handset's.
    std::optional<x509::Request> request; ///< In place of all that: what is still to become a certificate.
    /// One that has the name of the last one's issuer and cannot be it, in words; mostly empty.
    std::string near_miss;
    std::vector<Fault> faults;

    std::vector<const Fault*> faults_of(FaultKind kind) const;
    /// What the server's certificate says of the server, or its request asks for; null when there is neither.
    const x509::Owner* owner() const;
    /// Whether the path's certificate of that number is the anchor itself: its own signature and dates are
    /// then never looked at (RFC 5280 6.1).
    bool is_anchor(std::size_t certificate) const;
};

/// @param chain_der As sent; what is beyond 100 certificates is not looked at, as no chain is that long. The
/// search checks a bounded number of signatures.
/// @param host What the handset was given as the server; empty: names are not compared.
DevicePath build_device_path(const std::vector<std::string>& chain_der, std::string_view host,
                             const HandsetProfile& profile, const Circumstances& circumstances);

/// The same for a request, as far as it says what the certificate will be: name, key and usage.
DevicePath judge_request(const std::string& request_der, std::string_view host,
                         const HandsetProfile& profile);

/// Whether the handset itself goes on with such a server: the path reaches one of its roots without any
/// fault.
bool handset_accepts(const std::vector<std::string>& chain_der, std::string_view host,
                     const HandsetProfile& profile, const Circumstances& circumstances);

/// A certificate as a person finds it again: subject, dates and thumbprint. Harmless to print.
std::string describe(const x509::Certificate& certificate);
std::string describe(const TrustAnchor& anchor);
/// A request has no dates: subject and thumbprint.
std::string describe(const x509::Request& request);

} // namespace easprobe::trust
