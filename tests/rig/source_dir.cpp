#include "tests/rig/source_dir.h"

namespace easprobe::rig {

const std::filesystem::path& source_dir()
{
    static const std::filesystem::path folder = EASPROBE_SOURCE_DIR;
    return folder;
}

} // namespace easprobe::rig
