#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace easprobe::test_server {

/// Every scenario file below the folder, in the order of their names; none where there is no such folder.
std::vector<std::filesystem::path> scenario_files(const std::filesystem::path& folder);

/// Where the file lies below the folder, without .scenario.xml: "http/503".
std::string scenario_name(const std::filesystem::path& folder, const std::filesystem::path& file);

/// The files below the folder that a name means: "http/503", the same as one word, "http-503", or the file's
/// own name, "503", which may be that of several.
std::vector<std::filesystem::path> scenarios_named(const std::filesystem::path& folder,
                                                   std::string_view name);

} // namespace easprobe::test_server
