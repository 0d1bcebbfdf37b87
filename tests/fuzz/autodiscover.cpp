// Whatever a host answers to Autodiscover, it is read within its bounds, and one thing is understood or none.
#include "protocol/eas/autodiscover.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

using namespace easprobe;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view xml(reinterpret_cast<const char*>(data), size);
    const auto reply = eas::read_autodiscover(xml);
    if (!reply && reply.error().what.empty())
        std::abort();
    if (reply && reply->url.empty() && reply->redirect_address.empty() && !reply->error)
        std::abort();
    // An address of any bytes is asked for in a request that is XML.
    if (eas::make_autodiscover(xml).empty())
        std::abort();
    return 0;
}
