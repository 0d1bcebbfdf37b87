#pragma once

#include <memory>
#include <string_view>

// OpenSSL's own objects, for the sources of this folder alone.
struct x509_st;
struct evp_pkey_st;

namespace easprobe::x509 {

/// The certificate that the bytes are, whole; null when they are not, or more than it. The last ones are kept
/// (see Kept): the object is shared and only to be read.
std::shared_ptr<x509_st> decoded_certificate(std::string_view der);

/// The same for a SubjectPublicKeyInfo (RFC 5280 4.1). The key of a certificate that is kept is not decoded
/// once more.
std::shared_ptr<evp_pkey_st> decoded_key(std::string_view der);

} // namespace easprobe::x509
