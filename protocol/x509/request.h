#pragma once

#include "protocol/x509/certificate.h"
#include "protocol/x509/owner.h"

#include <string>
#include <string_view>
#include <tl/expected.hpp>

namespace easprobe::x509 {

/// A certificate request (PKCS#10, RFC 2986): what its owner asks an authority to certify. It has no issuer,
/// no dates and no signature of an authority yet.
struct Request : Owner {
    std::string der;
    std::string sha1_thumbprint;     ///< Of the DER, upper-case hex.
    bool proves_private_key = false; ///< It is signed with the key that it asks a certificate for.
};

/// One request in DER, at most 64 KiB.
tl::expected<Request, CertificateError> read_request(std::string_view der);

} // namespace easprobe::x509
