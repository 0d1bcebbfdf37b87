#pragma once

#include "client/checks/check.h"
#include "client/trust/device_path.h"

#include <initializer_list>
#include <optional>
#include <string>

namespace easprobe::checks::trust {

using easprobe::trust::describe;
using easprobe::trust::DevicePath;
using easprobe::trust::FaultKind;

/// The path that the handset builds from the evidence's chain, or what can be said of a request.
DevicePath path_of(const Evidence& evidence, const HandsetProfile& profile);

/// Why nothing can be asked about issuers, dates and signatures: a request has none yet, or the server's own
/// certificate cannot be read. Nothing when it can be asked.
std::optional<Outcome> no_path(const DevicePath& path);

/// Why nothing can be asked about the owner's name, key and usage, which a request has as well.
std::optional<Outcome> no_owner(const DevicePath& path);

/// A fact of the profile that a finding rests on.
struct Ground {
    std::string_view what;
    const Source& source;
};

/// Every fault of these kinds as one finding, or nothing. `ground` is null for what needs no fact of the
/// profile.
std::optional<Finding> faults_found(const DevicePath& path, std::initializer_list<FaultKind> kinds,
                                    std::string expected, std::string support_code, const Ground* ground);

} // namespace easprobe::checks::trust
