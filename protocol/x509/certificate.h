#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

namespace easprobe::x509 {

using Time = std::chrono::sys_seconds;

enum class KeyType { Rsa, Dsa, Ec, Other };

/// The facts of one certificate that a handset, or a person, judges it by. Everything is copied out of the DER;
/// the DER stays beside it.
struct Certificate {
    std::string der;
    std::string subject;     ///< RFC 4514 order of the certificate, comma separated: `CN=..., O=...`.
    std::string issuer;      ///< The same form.
    std::string subject_der; ///< The encoded Name: equal names are equal bytes for the purposes of a chain.
    std::string issuer_der;
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
    std::vector<std::string> ip_addresses;
    bool has_subject_alt_name = false;
    bool is_ca = false;      ///< basicConstraints says cA, or a version 1 certificate signed by itself.
    bool self_issued = false; ///< Subject and issuer are the same name.
    bool has_extended_key_usage = false;
    bool server_auth = true; ///< No extended key usage at all, or one that contains serverAuth or any.
};

struct CertificateError {
    std::string what;
    std::size_t offset = 0; ///< Where in the input, in bytes, as near as is known.
};

/// One certificate in DER. At most 64 KiB are taken.
tl::expected<Certificate, CertificateError> read_certificate(std::string_view der);

/// Every certificate of a file's content: PEM (any number, text around them allowed), DER, or a
/// wap-provisioningdoc with a CertificateStore.
tl::expected<std::vector<Certificate>, CertificateError> read_certificates(std::string_view content);

/// "2008-06-01T12:00:00Z".
std::string to_iso8601(Time time);
tl::expected<Time, CertificateError> parse_iso8601(std::string_view text);

} // namespace easprobe::x509
