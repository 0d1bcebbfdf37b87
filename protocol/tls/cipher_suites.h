#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace easprobe::tls {

/// The registered name ("TLS_RSA_WITH_RC4_128_MD5"), or "suite 0xABCD" for a number without one here.
std::string suite_name(std::uint16_t number);

/// What OpenSSL calls it ("RC4-MD5"); empty for what no OpenSSL of today can complete.
std::string_view openssl_suite_name(std::uint16_t number);

} // namespace easprobe::tls
