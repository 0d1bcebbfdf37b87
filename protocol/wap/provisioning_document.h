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

/// Every parm, in document order. At most 1 MiB of text, 32 levels, 10,000 parms and 1024
/// characters of names around one.
tl::expected<std::vector<Parm>, WapError> read_parms(std::string_view xml);

/// The store of a handset that a certificate is in, or goes to (CertificateStore configuration service
/// provider, bb737346).
enum class CertificateStore {
    Root,  ///< ROOT: what a chain may end at.
    Ca,    ///< CA: intermediates.
    Other, ///< MY, SPC and the stores of code signing: of no account for a server's chain.
};

struct StoredCertificate {
    CertificateStore store = CertificateStore::Other;
    std::string thumbprint; ///< SHA-1 in upper-case hex, as the characteristic around it is named.
    std::string der;
};

/// Every certificate of a document's CertificateStore characteristics, in document order. Both forms are
/// read: `ROOT/<thumbprint>` (Windows Mobile 5.0) and `ROOT/System/<thumbprint>` or `ROOT/User/...` (6.0 and
/// later), as they are written to a handset and as it answers a query (aa456162: with IssuedBy, IssuedTo,
/// ValidTo, Role and so on, which are passed over). The names of stores are compared without regard to case.
tl::expected<std::vector<StoredCertificate>, WapError> stored_certificates_in(std::string_view xml);

/// A document that puts certificates into ROOT and CA, in that order of stores, for a file `_setup.xml`
/// (cc182241). Those of other stores are left out. The same certificates make the same bytes.
std::string write_certificate_document(const std::vector<StoredCertificate>& certificates);

} // namespace easprobe::wap
