#pragma once

#include <string>
#include <string_view>

namespace easprobe::test_server {

/// The bytes as gzip (RFC 1952), stored and not compressed.
std::string as_gzip(std::string_view bytes);

/// The bytes in chunks of at most 100 (RFC 7230 4.1), with an extension and a trailer, which clients skip.
std::string as_chunks(std::string_view bytes);

} // namespace easprobe::test_server
