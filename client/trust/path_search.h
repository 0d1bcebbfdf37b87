#pragma once

#include "client/handset/root_store.h"
#include "protocol/x509/certificate.h"

#include <string>
#include <vector>

namespace easprobe::trust {

/// Everything the handset has to build a path from.
struct PathMaterial {
    std::vector<x509::Certificate> sent;
    std::vector<x509::Certificate> intermediates; ///< Installed ones.
    std::vector<TrustAnchor> anchors;
};

/// Points into the material.
struct FoundPath {
    std::vector<const x509::Certificate*> certificates; ///< From the server's own up.
    const TrustAnchor* anchor = nullptr;                ///< Null where no path reaches one.
    /// One that has the wanted name and yet cannot be the issuer of the path's last certificate, in words;
    /// may be empty.
    std::string near_miss;
    /// Those of `certificates` whose signature nobody here can check (MD2): it vouches for nothing.
    std::vector<const x509::Certificate*> unchecked;
};

/// Searches depth first, at most 12 certificates deep and within 400 signatures. The first path that reaches
/// an anchor wins; without one, the longest. Of several issues of one certificate or anchor, one that is
/// valid at `clock` is preferred.
FoundPath search_path(const x509::Certificate& leaf, const PathMaterial& material, x509::Time clock);

} // namespace easprobe::trust
