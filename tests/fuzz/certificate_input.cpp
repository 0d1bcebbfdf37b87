// Whatever a file holds, reading it ends, within bounds, with certificates, a request or a sentence.
#include "protocol/x509/certificate_input.h"
#include "client/evidence/offline_certificate.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

using namespace easprobe;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string exact(reinterpret_cast<const char*>(data), size);
    auto input = x509::read_certificate_input(exact, [] { return std::string("password"); });
    if (!input)
        return input.error().what.empty() ? (std::abort(), 1) : 0;
    if (input->certificates.empty() && input->requests.empty())
        std::abort();
    const auto offline = assemble_offline({std::move(*input)});
    if (offline && offline->chain.empty() == offline->certificate.request.empty())
        std::abort();
    return 0;
}
