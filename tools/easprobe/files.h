#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include "client/handset/profile.h"

namespace easprobe::cli {

/// A whole file ("-" is standard input), at most that many bytes. Throws UsageError with its name and the
/// reason.
std::string read_file(const std::string& name, std::size_t limit = 256UL * 1024 * 1024);

/// Writes a whole file ("-" is standard output). Throws UsageError.
void write_file(const std::string& name, const std::string& content);

/// Refuses what is not HOST:PORT:ADDR, as curl has it. Throws UsageError.
void expect_resolutions(const std::vector<std::string>& resolve);

/// Where handsets/ and root-stores/ are: EASPROBE_PROFILES, else share/easprobe beside the program's bin,
/// else emulator-profiles above it (a build tree). Throws UsageError when there are none.
std::filesystem::path profiles_folder();

/// The profiles by those names; `all` is every one there is. Throws UsageError with what there is.
std::vector<HandsetProfile> read_profiles(const std::vector<std::string>& names);

/// What is meant when no profile is named: the most common handset.
inline constexpr const char* default_profile = "wm61-professional";

} // namespace easprobe::cli
