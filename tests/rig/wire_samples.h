#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace easprobe {

/// One line of the samples' index.
struct WireSample {
    std::string file; ///< Relative to the folder.
    std::string what; ///< What its collector knew of it.
    std::string dump; ///< The file of its independent dump, relative to the folder; empty where it has none.
};

/// The index of the samples beside the project; nothing where the folder is not there.
std::optional<std::vector<WireSample>> wire_samples();

/// The content of a file of the samples' folder.
std::string content_of_sample(const std::string& file);

/// The WBXML document of a sample: its bytes, or the one part of a multipart reply (MS-ASCMD 2.2.1.10.1).
std::string document_of(const WireSample& sample);

} // namespace easprobe
