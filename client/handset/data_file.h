#pragma once

#include "client/handset/profile_error.h"

#include <filesystem>
#include <string>
#include <tl/expected.hpp>

namespace easprobe {

/// The content of a data file; what cannot be opened or is not a plain file is an error with its name.
tl::expected<std::string, ProfileError> read_data_file(const std::filesystem::path& file);

} // namespace easprobe
