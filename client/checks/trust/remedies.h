#pragma once

#include "client/checks/trust/path.h"

#include <string>

namespace easprobe::checks::trust {

// What the administrator does about a chain, with its own names and commands filled in.

/// For a path that ends at no root of the handset.
std::string remedy_for_unknown_root(const DevicePath& path, const Case& given);

/// For a path that ends with the server's own certificate.
std::string remedy_for_missing_intermediate(const DevicePath& path);

/// For a certificate or request that does not name the host.
std::string remedy_for_wrong_name(const DevicePath& path, const Case& given);

/// For certificates outside their dates; the run's own date tells a wrong clock of the handset from the rest.
std::string remedy_for_dates(const DevicePath& path, const Case& given);

} // namespace easprobe::checks::trust
