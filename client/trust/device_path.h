#pragma once

#include "client/evidence/evidence.h"
#include "client/handset/profile.h"
#include "protocol/x509/certificate.h"

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
    UnusableKey,
    NotForServers, ///< An extended key usage that leaves serverAuth out.
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
        certificates;                  ///< From the server's own up; empty when that cannot be read.
    std::optional<TrustAnchor> anchor; ///< The root at its end, where it reached one of the handset's.
    std::vector<Fault> faults;

    std::vector<const Fault*> faults_of(FaultKind kind) const;
};

/// @param chain_der As sent; what is beyond 100 certificates is not looked at, as no chain is that long. The
/// search checks a bounded number of signatures.
DevicePath build_device_path(const std::vector<std::string>& chain_der, std::string_view host,
                             const HandsetProfile& profile, const Circumstances& circumstances);

/// Whether the handset itself goes on with such a server: the path reaches one of its roots without any
/// fault.
bool handset_accepts(const std::vector<std::string>& chain_der, std::string_view host,
                     const HandsetProfile& profile, const Circumstances& circumstances);

/// A certificate as a person finds it again: subject, thumbprint and dates. Harmless to print.
std::string describe(const x509::Certificate& certificate);
std::string describe(const TrustAnchor& anchor);

} // namespace easprobe::trust
