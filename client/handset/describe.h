#pragma once

#include "client/handset/profile.h"

#include <string>

namespace easprobe {

/// A handset for people to read: each fact with how it is known, and each root with its SHA-1 thumbprint and
/// last day; the sources at the end.
std::string describe(const HandsetProfile& profile);

} // namespace easprobe
