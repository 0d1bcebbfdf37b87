// Whatever a cabinet holds, it is unpacked within its bounds or refused with a reason; a file that comes out
// of it goes into another and out again.
#include "protocol/wap/cabinet.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

using namespace easprobe;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const auto content =
        wap::read_from_cabinet({reinterpret_cast<const char*>(data), size}, wap::setup_document);
    if (!content)
        return content.error().what.empty() ? (std::abort(), 1) : 0;
    constexpr std::size_t largest = 4UL * 1024 * 1024;
    if (content->size() > largest)
        std::abort();
    const auto cabinet = wap::write_cabinet(wap::setup_document, *content);
    if (!cabinet)
        std::abort();
    const auto again = wap::read_from_cabinet(*cabinet, wap::setup_document);
    if (!again || *again != *content)
        std::abort();
    return 0;
}
