#pragma once

#include "client/evidence/evidence.h"

#include <optional>
#include <vector>

namespace easprobe {

/// What a proxy saw of a real phone, as evidence: the host and path of the first ActiveSync request, and all
/// that was asked of them; other requests are left out. Of the connection only that there was one is known.
/// Nothing when no request is to ActiveSync.
std::optional<Evidence> evidence_of_capture(std::vector<Exchange> exchanges);

} // namespace easprobe
