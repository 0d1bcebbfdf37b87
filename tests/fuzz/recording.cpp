// A recording that is accepted is written and read again as the same text: nothing of it is lost, and what
// was taken out of it stays out.
#include "client/evidence/recording.h"

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const auto evidence = easprobe::read_recording({reinterpret_cast<const char*>(data), size});
    if (!evidence)
        return 0;
    const std::string written = easprobe::write_recording(*evidence);
    const auto again = easprobe::read_recording(written);
    if (!again) {
        std::fprintf(stderr, "written and then refused: %s\n", easprobe::to_string(again.error()).c_str());
        std::abort();
    }
    if (easprobe::write_recording(*again) != written) {
        std::fprintf(stderr, "another text the second time\n");
        std::abort();
    }
    return 0;
}
