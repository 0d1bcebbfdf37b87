#pragma once

#include "protocol/x509/certificate_input.h"

#include <string>
#include <tl/expected.hpp>
#include <vector>

namespace easprobe {

/// A certificate that is judged from files, before any server has it.
struct OfflineCertificate {
    enum class PrivateKey {
        NotGiven,  ///< Nothing that should have held it.
        Matches,   ///< It is there, and is the certificate's.
        Missing,   ///< A backup that was made without it.
        OfAnother, ///< There is a key, and it belongs to another certificate.
    };
    std::vector<std::string> files; ///< As named by the person who asks; "-" is standard input.
    PrivateKey private_key = PrivateKey::NotGiven;
    std::string request;  ///< DER (PKCS#10), where there is no certificate yet; else empty.
    bool in_order = true; ///< The order is the one that a server would send.
};

/// The same with the chain that a server would send: its own certificate first, the rest as in the files.
struct OfflineChain {
    OfflineCertificate certificate;
    std::vector<std::string> chain; ///< DER; empty for a request.
};

/// Puts together what the files hold. The server's own certificate is the one whose private key is there,
/// else the first that issued none of the others. The error is a sentence for a person: a request beside
/// certificates, or several requests.
tl::expected<OfflineChain, std::string> assemble_offline(std::vector<x509::CertificateInput> inputs);

} // namespace easprobe
