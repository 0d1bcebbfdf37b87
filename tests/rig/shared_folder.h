#pragma once

#include "tests/rig/source_dir.h"
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>

namespace easprobe {

/// A folder with real samples beside the project; tests read them in place and say so where it is not there.
inline std::optional<std::filesystem::path> shared_folder(const char* part)
{
    const char* given = std::getenv("EASPROBE_SHARED");
    const std::filesystem::path folder =
        given != nullptr ? std::filesystem::path(given) : rig::source_dir() / "../shared";
    if (!std::filesystem::is_directory(folder / part))
        return std::nullopt;
    return folder / part;
}

inline std::string content_of_file(const std::filesystem::path& file)
{
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

} // namespace easprobe
