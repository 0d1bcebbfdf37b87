#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace easprobe::x509 {

enum class KeyType { Rsa, Dsa, Ec, Other };

/// What a certificate says of its owner, which is also all that a request asks for.
struct Owner {
    std::string subject; ///< RFC 4514 text, the most specific part first: `CN=mail.example.test, O=Example`.
    std::string
        canonical_subject; ///< Equal for equal names, whatever string types encode them (RFC 5280 7.1).
    KeyType key_type = KeyType::Other;
    std::size_t key_bits = 0;   ///< 0 for a key that cannot be read.
    std::string public_key_der; ///< SubjectPublicKeyInfo.
    std::vector<std::string> common_names;
    std::vector<std::string> dns_names; ///< subjectAltName dNSName entries.
    std::vector<std::string>
        ip_addresses; ///< subjectAltName iPAddress entries, 4 or 16 bytes in network order.
    bool has_subject_alt_name = false;
    bool has_extended_key_usage = false;
    bool server_auth = true;      ///< No extended key usage at all, or one that contains serverAuth or any.
    bool key_encipherment = true; ///< No key usage at all, or one that contains keyEncipherment.
    /// What is malformed or misleading in it without making it unreadable, as sentences: a name with a NUL
    /// inside (which is then in none of the lists above), an extension that is not well formed.
    std::vector<std::string> oddities;
};

} // namespace easprobe::x509
