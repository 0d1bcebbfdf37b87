// A certificate that can be read is read again from its own bytes as the same.
#include "protocol/x509/certificate.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

using namespace easprobe;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const auto certificates = x509::read_certificates({reinterpret_cast<const char*>(data), size});
    if (!certificates)
        return certificates.error().what.empty() ? (std::abort(), 1) : 0;
    for (const x509::Certificate& certificate : *certificates) {
        const auto again = x509::read_certificate(certificate.der);
        if (!again || again->subject != certificate.subject || again->sha1_thumbprint.size() != 40)
            std::abort();
        x509::check_signature(certificate, certificate.public_key_der);
    }
    return 0;
}
