#pragma once

#include "protocol/x509/certificate.h"

#include <cstddef>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

namespace easprobe::x509 {

/// One block of a PEM text (RFC 7468), still in base64. Points into the text.
struct PemBlock {
    std::string_view label; ///< "CERTIFICATE".
    std::string_view body;  ///< Between the two marks, white space and header lines included.
    std::string_view whole; ///< With its marks.
    std::size_t offset = 0; ///< Of its first byte in the text.
};

/// Whether the text has a block at all.
bool has_pem_block(std::string_view text);

/// Every block, in order, whatever stands between them. At most 1000.
tl::expected<std::vector<PemBlock>, CertificateError> pem_blocks(std::string_view text);

/// The bytes of a block without header lines; white space inside, blank lines included, is passed over.
tl::expected<std::string, CertificateError> bytes_of(const PemBlock& block);

} // namespace easprobe::x509
