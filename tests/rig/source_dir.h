#pragma once

#include <filesystem>

namespace easprobe::rig {

/// The tree that the tests were built from. Its path is compiled into this one source, so that a compiler's
/// cache serves every checkout.
const std::filesystem::path& source_dir();

} // namespace easprobe::rig
