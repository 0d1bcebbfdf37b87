#pragma once

#include "client/handset/profile.h"
#include "protocol/x509/certificate.h"

#include <filesystem>
#include <string>
#include <vector>

namespace easprobe {

/// A store of the roots that were read from a handset, or that somebody says are on it.
/// @param name Of the file or folder they came from.
RootStore root_store_of(const std::string& name, const std::vector<x509::Certificate>& certificates);

/// Gives a handset other roots than its profile names. Its title says so afterwards, and what rests on the
/// roots names the least certain source of the new ones.
void replace_roots(HandsetProfile& profile, RootStore roots);

/// Names of the stores in a folder that holds root-stores/, sorted.
std::vector<std::string> root_store_names(const std::filesystem::path& profiles_folder);

} // namespace easprobe
