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

/// For what has no issuer, no dates and no authority's signature yet.
NotApplicable not_of_a_request();

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
