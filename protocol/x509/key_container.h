#pragma once

#include "protocol/x509/certificate.h"

#include <functional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

namespace easprobe::x509 {

/// Gives the password of a file, asked for only where one is needed.
using AskPassword = std::function<std::string()>;

/// The public half of a private key, as SubjectPublicKeyInfo: all that is kept of it.
using PublicKeyDer = std::string;

/// A PFX (PKCS#12, RFC 7292), as a server certificate is backed up and moved.
struct Backup {
    std::vector<std::string> certificates; ///< DER, in the file's order.
    std::vector<PublicKeyDer> keys;        ///< Of the private keys in it.
};

/// Whether the bytes have the form of a PFX; its content is not looked at.
bool looks_like_backup(std::string_view der);

/// Opens a PFX of at most 4 MiB. What Windows 2003 wrote (RC2 with 40 bits, 3DES) can be read too. A file
/// whose passwords would take more than 5 million iterations to turn into keys is refused, as are more than
/// 1000 things in it.
tl::expected<Backup, CertificateError> read_backup(std::string_view der, const AskPassword& password);

/// A private key by its PEM label, encrypted or not, within the same bounds.
/// @param pem The whole block, with its marks.
tl::expected<PublicKeyDer, CertificateError> read_private_key(std::string_view label, std::string_view pem,
                                                              const AskPassword& password);

/// The certificates in a PKCS#7 bundle (RFC 2315), as a Windows authority hands out a chain (.p7b).
tl::expected<std::vector<std::string>, CertificateError> read_bundle(std::string_view der);

} // namespace easprobe::x509
