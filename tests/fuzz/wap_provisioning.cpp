// Whatever a policy or a certificate document holds, it is read within its bounds.
#include "protocol/wap/provisioning_document.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

using namespace easprobe;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view xml(reinterpret_cast<const char*>(data), size);
    const auto parms = wap::read_parms(xml);
    const auto certificates = wap::stored_certificates_in(xml);
    constexpr std::size_t most_parms = 10'000;
    if (parms && parms->size() > most_parms)
        std::abort();
    if (!parms && parms.error().what.empty())
        std::abort();
    return certificates || !certificates.error().what.empty() ? 0 : (std::abort(), 1);
}
