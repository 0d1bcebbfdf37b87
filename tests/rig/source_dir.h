#pragma once

#include <filesystem>

namespace easprobe::rig {

/// The tree whose data the tests read: the one that EASPROBE_SOURCE_DIR names, else the one that they were
/// built from. That one's path is compiled into this one source, so that a compiler's cache serves every
/// checkout.
const std::filesystem::path& source_dir();

} // namespace easprobe::rig
