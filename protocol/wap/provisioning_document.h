#pragma once

#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

namespace easprobe::wap {

struct WapError {
    int line = 0; ///< From 1; 0 when the document as a whole is meant.
    std::string what;
};

/// One parm of a wap-provisioningdoc with the characteristics around it: "SecurityPolicy/4131".
struct Parm {
    std::string path;
    std::string value;
};

/// Every parm, in document order. At most 1 MiB of text, 32 levels and 10,000 parms.
tl::expected<std::vector<Parm>, WapError> read_parms(std::string_view xml);

/// The certificates of the CertificateStore characteristics, DER, in document order: ROOT, CA and the user
/// and system stores below them (handset study, section 4).
tl::expected<std::vector<std::string>, WapError> certificates_in(std::string_view xml);

} // namespace easprobe::wap
