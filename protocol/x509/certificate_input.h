#pragma once

#include "protocol/wap/provisioning_document.h"
#include "protocol/x509/certificate.h"
#include "protocol/x509/key_container.h"
#include "protocol/x509/request.h"

#include <optional>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

namespace easprobe::x509 {

/// A certificate of a file, and the store of a handset that the file puts it in.
struct FiledCertificate {
    Certificate certificate;
    std::optional<wap::CertificateStore> store; ///< ROOT or CA; none for a file that names no store.
};

/// What a file about certificates holds.
struct CertificateInput {
    std::vector<FiledCertificate> certificates; ///< In the file's order.
    std::vector<Request> requests;
    std::vector<PublicKeyDer> keys; ///< Of the private keys in it.
    bool in_order = true;           ///< The order is one that a server would send them in; a PFX has none.
    bool is_backup = false;         ///< A PFX: a backup that should have the private key.
};

/// Reads PEM (certificates, requests, private keys and PKCS#7 bundles, any text around them), DER (one
/// certificate, one request, a PFX or a bundle), a wap-provisioningdoc with a CertificateStore (of its
/// certificates those in ROOT and CA), or a cabinet with such a document as `_setup.xml`. At most 4 MiB and
/// 1000 certificates. There is at least a certificate, a request or, with a password function, a private key
/// in it. The error says what the file was taken for.
/// @param password Asked where a PFX or an encrypted key needs it. Without a function private keys in PEM are
/// passed over, and a PFX is refused.
tl::expected<CertificateInput, CertificateError> read_certificate_input(std::string_view content,
                                                                        const AskPassword& password);

/// The certificates alone, at least one, from what needs no password.
tl::expected<std::vector<FiledCertificate>, CertificateError>
read_filed_certificates(std::string_view content);

} // namespace easprobe::x509
