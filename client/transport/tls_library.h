#pragma once

#include "client/handset/profile.h"

#include <string>

namespace easprobe::transport {

/// The name and version of the TLS library in this process.
std::string tls_library();

/// Whether that library can speak SSL 3.0, RC4 and 3DES, as the handset does. The first call loads OpenSSL's
/// legacy provider, so it must come before the first TLS context of the process that is to use RC4.
bool tls_library_is_legacy();

/// OpenSSL's cipher list for what the handset offers, in its order, as far as this build can offer it:
/// "AES128-SHA:AES256-SHA:@SECLEVEL=0". Empty when it can offer none.
std::string cipher_list(const Hello& hello);

} // namespace easprobe::transport
