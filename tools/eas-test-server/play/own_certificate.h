#pragma once

#include "tools/eas-test-server/play/certificate_authority.h"

#include <string>
#include <tl/expected.hpp>

namespace easprobe::test_server {

/// A chain that was made elsewhere, and the key to show it with. Both PEM; text around the blocks is allowed.
struct OwnCertificate {
    std::string chain;       ///< As it is to be sent, the server's own first.
    std::string private_key; ///< Unencrypted, and that of the first certificate.
};

/// The chain as the server takes it. Root and intermediate stay empty: nobody says which is which. Strength,
/// dates, names and order are not looked at, so that a server can be as wrong as it is to be. The error says
/// what is missing or does not fit, in words.
tl::expected<Certificates, std::string> take_certificates(const OwnCertificate& own);

} // namespace easprobe::test_server
