#pragma once

#include "client/handset/profile_error.h"

#include <filesystem>
#include <string>
#include <tl/expected.hpp>
#include <vector>

namespace easprobe {

/// The content of a data file; what cannot be opened or is not a plain file is an error with its name.
tl::expected<std::string, ProfileError> read_data_file(const std::filesystem::path& file);

/// Names of the data files (*.xml) in a folder, without the ending, sorted; none where there is no folder.
std::vector<std::string> names_of_data_files(const std::filesystem::path& folder);

} // namespace easprobe
