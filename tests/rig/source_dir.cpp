#include "tests/rig/source_dir.h"

#include <cstdlib>

namespace easprobe::rig {

const std::filesystem::path& source_dir()
{
    static const std::filesystem::path folder = [] {
        const char* const given = std::getenv("EASPROBE_SOURCE_DIR");
        return given != nullptr ? given : EASPROBE_SOURCE_DIR;
    }();
    return folder;
}

} // namespace easprobe::rig
