// What a request line says can be written again and says the same.
#include "protocol/eas/request_line.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

using namespace easprobe;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const auto line = eas::parse_target({reinterpret_cast<const char*>(data), size});
    if (!line)
        return 0;
    const std::string written =
        eas::plain_target("/Microsoft-Server-ActiveSync", *line, {"User", "DeviceId", "DeviceType", "Cmd"});
    const auto again = eas::parse_target(written);
    if (line->command && (!again || again->command != line->command || again->user != line->user))
        std::abort();
    return 0;
}
