#pragma once

#include "protocol/x509/certificate.h"
#include "protocol/x509/key_container.h"
#include "protocol/x509/request.h"

#include <string_view>
#include <tl/expected.hpp>
#include <vector>

namespace easprobe::x509 {

/// What a file about a server's certificate holds.
struct CertificateInput {
    std::vector<Certificate> certificates; ///< In the file's order.
    std::vector<Request> requests;
    std::vector<PublicKeyDer> keys; ///< Of the private keys in it.
    bool in_order = true;           ///< The order is one that a server would send them in; a PFX has none.
    bool is_backup = false;         ///< A PFX: a backup that should have the private key.
};

/// Reads PEM (certificates, requests, private keys and PKCS#7 bundles, any text around them), DER (one
/// certificate, one request, a PFX or a bundle) or a wap-provisioningdoc with a CertificateStore. At most 4
/// MiB.
/// @param password Asked where a PFX or an encrypted key needs it. Without a function private keys in PEM are
/// passed over, and a PFX is refused.
tl::expected<CertificateInput, CertificateError> read_certificate_input(std::string_view content,
                                                                        const AskPassword& password);

} // namespace easprobe::x509
