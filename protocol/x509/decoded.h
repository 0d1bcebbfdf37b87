#pragma once

#include <memory>
#include <string_view>

// OpenSSL's own objects, for sources alone that deal in them anyway.
struct x509_st;
struct evp_pkey_st;

namespace easprobe::x509 {

/// The certificate that the bytes are, whole; null when they are not, or more than it. The last ones are kept
/// (see Kept): the object is shared and only to be read.
std::shared_ptr<x509_st> decoded_certificate(std::string_view der);

/// Keeps a certificate that is decoded already, as the library has it from a handshake. The bytes are its
/// DER.
void keep_decoded(std::string_view der, x509_st* certificate);

/// The same as decoded_certificate for a SubjectPublicKeyInfo (RFC 5280 4.1). The key of a certificate that
/// is kept is not decoded once more.
std::shared_ptr<evp_pkey_st> decoded_key(std::string_view der);

} // namespace easprobe::x509
