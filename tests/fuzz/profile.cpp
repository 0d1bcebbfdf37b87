// A data file is read or refused with the place of its fault.
#include "client/handset/profile.h"
#include "client/handset/root_store.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

using namespace easprobe;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view content(reinterpret_cast<const char*>(data), size);
    const auto profile = parse_profile(content, "f");
    const auto store = parse_root_store(content, "f");
    if ((!profile && profile.error().what.empty()) || (!store && store.error().what.empty()))
        std::abort();
    return 0;
}
