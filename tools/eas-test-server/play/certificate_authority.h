#pragma once

#include <chrono>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

namespace easprobe::test_server {

/// What is right or wrong with the chain the server shows. All but Sha256 and Ecdsa are signed with SHA-1
/// over RSA 2048, as a Windows Mobile handset can verify them.
enum class Chain {
    Good,                ///< Leaf and intermediate are sent, below the authority's root.
    IntermediateMissing, ///< The leaf alone is sent.
    SelfSigned,          ///< The leaf is its own issuer.
    Expired,             ///< The leaf ended yesterday.
    NotYetValid,         ///< The leaf begins tomorrow.
    IntermediateExpired, ///< The intermediate ended yesterday.
    WrongName,           ///< The leaf is for another host.
    Wildcard,            ///< The leaf is for any host of the first host name's domain.
    Sha256,              ///< Leaf and intermediate are signed with SHA-256.
    Ecdsa,               ///< The leaf's key is on the curve P-256.
    ClientUsageOnly,     ///< The leaf's extended key usage lacks serverAuth.
    Disordered,          ///< Root and intermediate are sent in the wrong order.
};

struct ChainWord {
    Chain chain;
    std::string_view word;
};

std::span<const ChainWord> chain_words();
std::optional<Chain> parse_chain(std::string_view word);

/// A throw-away authority and what it issued, all PEM.
struct Certificates {
    std::string root;
    std::string intermediate;
    std::string leaf;
    std::string private_key;       ///< The leaf's, unencrypted.
    std::vector<std::string> sent; ///< As the server sends them, leaf first.
};

/// RSA keys as PEM, unencrypted.
struct AuthorityKeys {
    std::string root;
    std::string intermediate;
    std::string leaf;
};

/// From now on certificates are made with these keys. Making three takes longer than anything else a server
/// does at its start, so a program of many short processes gives them, before it asks for the first
/// certificate.
void use_keys(AuthorityKeys keys);

/// Makes root, intermediate and leaf with dates around `now`. Host names go into the leaf's common name (the
/// first) and subjectAltName (all; addresses as addresses); at least one is needed. Keys are made once a
/// process and used again. The error is OpenSSL's, in words.
tl::expected<Certificates, std::string> make_certificates(Chain chain, const std::vector<std::string>& hosts,
                                                          std::chrono::sys_seconds now);

} // namespace easprobe::test_server
