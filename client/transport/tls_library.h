#pragma once

#include "client/handset/profile.h"

#include <string>

struct ssl_ctx_st;

namespace easprobe::transport {

/// The name and version of the TLS library in this process.
std::string tls_library();

/// Loads what RC4 and DES need, once. Only contexts that are made after it can offer them.
void load_legacy_ciphers();

/// Whether that library can speak SSL 3.0, RC4 and 3DES, as the handset does.
/// @param context One that is made anyway, after load_legacy_ciphers, whose suites and versions are still to
/// be set: to make another one only to ask it takes a millisecond.
bool tls_library_is_legacy(ssl_ctx_st* context = nullptr);

/// OpenSSL's cipher list for what the handset offers, in its order: "AES128-SHA:AES256-SHA:@SECLEVEL=0". A
/// name that this build does not know is passed over by the library. Empty when none has a name.
std::string cipher_list(const Hello& hello);

} // namespace easprobe::transport
