#pragma once

#include <cstdint>

namespace easprobe::test_server {

/// Any number. All that the server leaves to chance comes from OpenSSL, as what its TLS leaves to it does.
std::uint32_t any_number();

} // namespace easprobe::test_server
