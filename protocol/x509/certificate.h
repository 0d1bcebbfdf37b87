#pragma once

#include "protocol/wap/provisioning_document.h"
#include "protocol/x509/time.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

namespace easprobe::x509 {

enum class KeyType { Rsa, Dsa, Ec, Other };

/// The facts of one certificate that a handset, or a person, judges it by. Everything is copied out of the
/// DER; the DER stays beside it.
struct Certificate {
    std::string der;
    std::string subject; ///< RFC 4514 text, the most specific part first: `CN=mail.example.test, O=Example`.
    std::string issuer;  ///< The same form.
    std::string
        canonical_subject; ///< Equal for equal names, whatever string types encode them (RFC 5280 7.1).
    std::string canonical_issuer;
    std::string serial; ///< Upper-case hex.
    Time not_before;
    Time not_after;
    std::string signature_algorithm; ///< The name of RFC 3279/4055, as in "sha1WithRSAEncryption".
    KeyType key_type = KeyType::Other;
    std::size_t key_bits = 0;
    std::string public_key_der;  ///< SubjectPublicKeyInfo.
    std::string sha1_thumbprint; ///< Upper-case hex, 40 characters.
    std::vector<std::string> common_names;
    std::vector<std::string> dns_names; ///< subjectAltName dNSName entries.
    std::vector<std::string>
        ip_addresses; ///< subjectAltName iPAddress entries, 4 or 16 bytes in network order.
    bool has_subject_alt_name = false;
    bool is_ca = false;       ///< basicConstraints says cA, or a version 1 certificate signed by itself.
    bool self_issued = false; ///< Subject and issuer are the same name.
    bool has_extended_key_usage = false;
    bool server_auth = true; ///< No extended key usage at all, or one that contains serverAuth or any.
    /// What is malformed or misleading in it without making it unreadable, as sentences: a name with a NUL
    /// inside (which is then in none of the lists above), an extension that is not well formed.
    std::vector<std::string> oddities;
};

struct CertificateError {
    std::string what;
    std::size_t offset = 0; ///< Where in the input, in bytes, as near as is known.
};

/// One certificate in DER. At most 64 KiB are taken.
tl::expected<Certificate, CertificateError> read_certificate(std::string_view der);

/// Every certificate of a file's content: PEM (any number, text around them allowed), DER, a
/// wap-provisioningdoc with a CertificateStore (of its certificates those in ROOT and CA), or a cabinet with
/// such a document as `_setup.xml`. At most 4 MiB and 1000 certificates.
tl::expected<std::vector<Certificate>, CertificateError> read_certificates(std::string_view content);

/// A certificate of a file, and the store of a handset that the file puts it in.
struct FiledCertificate {
    Certificate certificate;
    std::optional<wap::CertificateStore> store; ///< ROOT or CA; none for PEM and DER, which name no store.
};

/// The same with the stores.
tl::expected<std::vector<FiledCertificate>, CertificateError>
read_filed_certificates(std::string_view content);

/// RFC 5280 4.1.1.3, checked with a given key; weak algorithms and short keys are no reason to refuse here.
enum class SignatureCheck {
    Good,
    Bad,
    Unverifiable, ///< No verdict is possible: MD2, an unknown algorithm, or a key that cannot be read.
};

/// Whether the key (SubjectPublicKeyInfo) has signed the certificate.
SignatureCheck check_signature(const Certificate& certificate, std::string_view public_key_der);

/// Whether it is an encoded SubjectPublicKeyInfo, whole (RFC 5280 4.1); the key itself is not looked at.
bool has_form_of_public_key(std::string_view der);

} // namespace easprobe::x509
