#pragma once

#include "client/evidence/evidence.h"

#include <string_view>

namespace easprobe::checks::hello {

/// The server chose a version and a suite: it sent its certificate, finished, or gave an answer to a request.
bool got_past_hello(const Evidence& evidence);

/// The header of a TLS or SSL 3.0 record (RFC 2246 6.2.1), or as much of one as there is.
bool looks_like_tls(std::string_view first_bytes);

/// Why a refused hello proves nothing where Evidence::legacy_tls is false.
inline constexpr std::string_view offers_less_than_handset =
    "this build's TLS library has no RC4, 3DES and SSL 3.0, so the server saw less than the handset offers";

} // namespace easprobe::checks::hello
