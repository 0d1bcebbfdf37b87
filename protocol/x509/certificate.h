#pragma once

#include "protocol/x509/owner.h"

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

namespace easprobe::x509 {

using Time = std::chrono::sys_seconds;

/// The facts of one certificate that a handset, or a person, judges it by. Everything is copied out of the
/// DER; the DER stays beside it.
struct Certificate : Owner {
    std::string der;
    std::string issuer; ///< In the form of `subject`.
    std::string canonical_issuer;
    std::string serial; ///< Upper-case hex.
    Time not_before;
    Time not_after;
    std::string signature_algorithm; ///< The name of RFC 3279/4055, as in "sha1WithRSAEncryption".
    std::string sha1_thumbprint;     ///< Upper-case hex, 40 characters.
    bool is_ca = false;       ///< basicConstraints says cA, or a version 1 certificate signed by itself.
    bool self_issued = false; ///< Subject and issuer are the same name.
    /// Where its issuer's certificate can be fetched (RFC 5280 4.2.2.1, caIssuers); a handset fetches
    /// nothing.
    std::vector<std::string> issuer_urls;
};

struct CertificateError {
    std::string what;
    std::size_t offset = 0; ///< Where in the input, in bytes, as near as is known.
};

/// One certificate in DER. At most 64 KiB are taken.
tl::expected<Certificate, CertificateError> read_certificate(std::string_view der);

/// Every certificate of a file's content, in any of the forms that read_certificate_input takes but those
/// that need a password.
tl::expected<std::vector<Certificate>, CertificateError> read_certificates(std::string_view content);

/// RFC 5280 4.1.1.3, checked with a given key; weak algorithms and short keys are no reason to refuse here.
enum class SignatureCheck {
    Good,
    Bad,
    Unverifiable, ///< No verdict is possible: MD2, an unknown algorithm, or a key that cannot be read or
                  ///< would take too long (RSA with an exponent over 64 bits or a modulus over 16384).
};

/// Whether the key (SubjectPublicKeyInfo) has signed the certificate.
SignatureCheck check_signature(const Certificate& certificate, std::string_view public_key_der);

/// Whether it is an encoded SubjectPublicKeyInfo, whole (RFC 5280 4.1); the key itself is not looked at.
bool has_form_of_public_key(std::string_view der);

} // namespace easprobe::x509
