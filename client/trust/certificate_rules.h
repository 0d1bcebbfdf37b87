#pragma once

#include "client/trust/device_path.h"

#include <string_view>

namespace easprobe::trust {

// What the handset asks of the certificates of a path, one by one. Each adds the faults it finds.

/// Dates of every certificate and of the anchor, keys and signature algorithms.
void check_certificates(DevicePath& path, const TrustRules& rules, x509::Time clock);

/// Name, usage and, of a request, the key: what the path's owner says of itself.
/// @param host Empty: names are not compared.
void check_owner(DevicePath& path, std::string_view host, const TrustRules& rules);

} // namespace easprobe::trust
