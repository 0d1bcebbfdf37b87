#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace easprobe::x509 {

/// What a file in DER is meant to be, by its first bytes alone, so that also a file that is cut short or
/// damaged further in can be named.
enum class FileForm { Unknown, Certificate, Request, Backup, Bundle, PrivateKey, EncryptedPrivateKey };

/// "a PFX (PKCS#12)": as a part of a sentence; "no DER" for Unknown.
std::string_view to_string(FileForm form);

struct DerOutline {
    FileForm form = FileForm::Unknown;
    /// In bytes, as its outermost header says; nothing for the indefinite length of BER.
    std::optional<std::size_t> whole_size;
};

/// Looks at the first headers (X.690 8.1.2, 8.1.3) of a certificate or request (RFC 5280 4.1, RFC 2986 4.2),
/// a PFX (RFC 7292 4), a ContentInfo (RFC 2315 7) or a PKCS#8 or RSA key (RFC 5208 5 and 6, RFC 8017 A.1.2).
DerOutline outline_of_der(std::string_view content);

/// Why a file that no reader took is none of what can be read, in words: what it was taken for and what is
/// wrong with it.
/// @param fault What the reader of its own form said.
std::string why_unreadable(std::string_view content, const DerOutline& outline, std::string_view fault);

/// Whether it is text in UTF-16 that has a PEM block: what Windows calls Unicode.
bool is_utf16_pem(std::string_view content);

} // namespace easprobe::x509
