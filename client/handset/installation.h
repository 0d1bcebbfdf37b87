#pragma once

#include "protocol/wap/provisioning_document.h"
#include "protocol/x509/certificate.h"

#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

namespace easprobe {

/// A certificate and the store of the handset that it goes to.
struct Installed {
    x509::Certificate certificate;
    wap::CertificateStore store = wap::CertificateStore::Root;
};

/// A certificate that is not put on a handset, and why, as a sentence.
struct LeftOut {
    x509::Certificate certificate;
    std::string why;
};

/// What is put on a handset, so that a chain ends there.
struct Installation {
    std::vector<Installed> parts; ///< Those of ROOT first.
    std::vector<LeftOut> left_out;

    /// As a document for `_setup.xml`.
    std::string document() const;
};

/// Where each certificate goes: one that is its own issuer to ROOT, a server's self-signed one too; another
/// authority's to CA. A server's own certificate that somebody else has issued is left out, because it is of
/// no use in either ("adding the leaf cert to the root store will not work", Windows Mobile team blog of
/// 2006-01-28). The same certificate twice is taken once.
Installation plan_installation(const std::vector<x509::Certificate>& certificates);

/// The certificates with these SHA-1 thumbprints, or beginnings of at least 8 digits; colons, blanks and the
/// case of the digits do not count. The error is a sentence: what is no thumbprint, is nobody's, or begins
/// those of two.
tl::expected<std::vector<x509::Certificate>, std::string>
pick_by_thumbprint(const std::vector<x509::Certificate>& certificates,
                   const std::vector<std::string>& thumbprints);

/// Whether a certificate has signed itself, as far as that can be verified: the signature of one made with
/// MD2 counts as good.
bool is_self_signed(const x509::Certificate& certificate);

} // namespace easprobe
