#include "tools/eas-test-server/play/certificate_authority.h"

#include "protocol/x509/deleter.h"
#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <fmt/format.h>
#include <memory>
#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509v3.h>

namespace easprobe::test_server {

namespace {

constexpr std::array words = {
    ChainWord{Chain::Good, "good"},
    ChainWord{Chain::IntermediateMissing, "intermediate-missing"},
    ChainWord{Chain::SelfSigned, "self-signed"},
    ChainWord{Chain::Expired, "expired"},
    ChainWord{Chain::NotYetValid, "not-yet-valid"},
    ChainWord{Chain::IntermediateExpired, "intermediate-expired"},
    ChainWord{Chain::WrongName, "wrong-name"},
    ChainWord{Chain::Wildcard, "wildcard"},
    ChainWord{Chain::Sha256, "sha256"},
    ChainWord{Chain::Ecdsa, "ecdsa"},
    ChainWord{Chain::ClientUsageOnly, "client-usage-only"},
    ChainWord{Chain::Disordered, "disordered"},
};

using x509::Deleter;
using Key = std::unique_ptr<EVP_PKEY, Deleter<EVP_PKEY_free>>;
using Bio = std::unique_ptr<BIO, Deleter<BIO_free>>;
using Certificate = std::unique_ptr<X509, Deleter<X509_free>>;
using Extension = std::unique_ptr<X509_EXTENSION, Deleter<X509_EXTENSION_free>>;

constexpr std::chrono::seconds day = std::chrono::hours(24);

std::optional<AuthorityKeys>& given_keys()
{
    static std::optional<AuthorityKeys> given;
    return given;
}

/// The key that was given as PEM, else a new one.
Key rsa_key(std::string AuthorityKeys::*which)
{
    if (!given_keys())
        return Key(EVP_RSA_gen(2048));
    const std::string& pem = *given_keys().*which;
    const Bio bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
    return Key(PEM_read_bio_PrivateKey(bio.get(), nullptr, nullptr, nullptr));
}

/// The keys of this process.
struct KeyRing {
    Key root = rsa_key(&AuthorityKeys::root);
    Key intermediate = rsa_key(&AuthorityKeys::intermediate);
    Key leaf = rsa_key(&AuthorityKeys::leaf);
    Key elliptic{EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256")};
};

const KeyRing& keys()
{
    static const KeyRing ring;
    return ring;
}

/// What one certificate is to say.
struct Order {
    std::string common_name;
    EVP_PKEY* key = nullptr;
    X509* issuer = nullptr; ///< Null: its own.
    EVP_PKEY* issuer_key = nullptr;
    std::chrono::sys_seconds not_before;
    std::chrono::sys_seconds not_after;
    const EVP_MD* digest = nullptr;
    std::vector<std::pair<int, std::string>> extensions; ///< NID and value in OpenSSL's configuration syntax.
};

bool set_name(X509_NAME* name, const std::string& common_name)
{
    const auto add = [name](const char* field, const std::string& value) {
        const std::vector<unsigned char> bytes(value.begin(), value.end());
        return X509_NAME_add_entry_by_txt(name, field, MBSTRING_ASC, bytes.data(),
                                          static_cast<int>(bytes.size()), -1, 0) == 1;
    };
    return add("O", "easprobe test server") && add("CN", common_name);
}

/// Made of what the certificate says, so that the same one is the same, and no two of an issuer share it.
bool set_serial(X509* certificate, const Order& order)
{
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned size = 0;
    if (X509_pubkey_digest(certificate, EVP_sha256(), digest.data(), &size) != 1)
        return false;
    std::string what(digest.begin(), digest.begin() + size);
    what += fmt::format("{} {} {} {}", order.common_name, order.not_before.time_since_epoch().count(),
                        order.not_after.time_since_epoch().count(), EVP_MD_get0_name(order.digest));
    for (const auto& [nid, value] : order.extensions)
        what += fmt::format(" {}={}", nid, value);
    if (EVP_Digest(what.data(), what.size(), digest.data(), &size, EVP_sha256(), nullptr) != 1)
        return false;
    std::uint64_t serial = 0;
    for (std::size_t i = 0; i < 7; ++i)
        serial = serial << 8 | digest.at(i);
    return ASN1_INTEGER_set_uint64(X509_get_serialNumber(certificate), serial + 1) == 1;
}

Certificate issue(const Order& order)
{
    Certificate certificate(X509_new());
    X509* const raw = certificate.get();
    const bool named =
        raw != nullptr && X509_set_version(raw, X509_VERSION_3) == 1 &&
        set_name(X509_get_subject_name(raw), order.common_name) &&
        X509_set_issuer_name(raw, X509_get_subject_name(order.issuer == nullptr ? raw : order.issuer)) == 1 &&
        X509_set_pubkey(raw, order.key) == 1 && set_serial(raw, order) &&
        ASN1_TIME_set(X509_getm_notBefore(raw), order.not_before.time_since_epoch().count()) != nullptr &&
        ASN1_TIME_set(X509_getm_notAfter(raw), order.not_after.time_since_epoch().count()) != nullptr;
    if (!named)
        return nullptr;
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, order.issuer == nullptr ? raw : order.issuer, raw, nullptr, nullptr, 0);
    for (const auto& [nid, value] : order.extensions) {
        const Extension extension(X509V3_EXT_conf_nid(nullptr, &context, nid, value.c_str()));
        if (extension == nullptr || X509_add_ext(raw, extension.get(), -1) != 1)
            return nullptr;
    }
    if (X509_sign(raw, order.issuer_key, order.digest) == 0)
        return nullptr;
    return certificate;
}

std::string text_of(BIO* bio)
{
    char* data = nullptr;
    const long size = BIO_get_mem_data(bio, &data);
    return size > 0 ? std::string(data, static_cast<std::size_t>(size)) : std::string();
}

std::string pem_of(X509* certificate)
{
    const Bio bio(BIO_new(BIO_s_mem()));
    return PEM_write_bio_X509(bio.get(), certificate) == 1 ? text_of(bio.get()) : std::string();
}

std::string pem_of(EVP_PKEY* key)
{
    const Bio bio(BIO_new(BIO_s_mem()));
    const int written = PEM_write_bio_PrivateKey(bio.get(), key, nullptr, nullptr, 0, nullptr, nullptr);
    return written == 1 ? text_of(bio.get()) : std::string();
}

std::string subject_alternative_names(const std::vector<std::string>& hosts)
{
    std::string names;
    for (const std::string& host : hosts) {
        std::array<unsigned char, sizeof(in6_addr)> address{};
        const bool numeric = inet_pton(AF_INET, host.c_str(), address.data()) == 1 ||
                             inet_pton(AF_INET6, host.c_str(), address.data()) == 1;
        names += fmt::format("{}{}:{}", names.empty() ? "" : ",", numeric ? "IP" : "DNS", host);
    }
    return names;
}

/// A host name may hold letters, digits, dots, hyphens and, for IPv6, colons: nothing that means something in
/// OpenSSL's configuration syntax.
bool plain_host(const std::string& host)
{
    return !host.empty() && host.size() <= 253 && std::ranges::all_of(host, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
               c == '-' || c == ':' || c == '*';
    });
}

std::vector<std::string> names_of(Chain chain, const std::vector<std::string>& hosts)
{
    if (chain == Chain::WrongName)
        return {"another-host.example.test"};
    if (chain != Chain::Wildcard)
        return hosts;
    std::vector<std::string> names = hosts;
    const std::size_t dot = names.front().find('.');
    if (dot != std::string::npos)
        names.front() = "*" + names.front().substr(dot);
    return names;
}

Order root_order(std::chrono::sys_seconds now)
{
    EVP_PKEY* const key = keys().root.get();
    return {"Throw-away Root CA",
            key,
            nullptr,
            key,
            now - 3650 * day,
            now + 3650 * day,
            EVP_sha1(),
            {{NID_basic_constraints, "critical,CA:TRUE"},
             {NID_key_usage, "critical,keyCertSign,cRLSign"},
             {NID_subject_key_identifier, "hash"}}};
}

Order intermediate_order(Chain chain, X509* root, std::chrono::sys_seconds now)
{
    const auto end = chain == Chain::IntermediateExpired ? now - day : now + 1825 * day;
    return {"Throw-away Issuing CA",
            keys().intermediate.get(),
            root,
            keys().root.get(),
            now - 1825 * day,
            end,
            chain == Chain::Sha256 ? EVP_sha256() : EVP_sha1(),
            {{NID_basic_constraints, "critical,CA:TRUE,pathlen:0"},
             {NID_key_usage, "critical,keyCertSign,cRLSign"},
             {NID_subject_key_identifier, "hash"},
             {NID_authority_key_identifier, "keyid"}}};
}

Order leaf_order(Chain chain, X509* intermediate, const std::vector<std::string>& hosts,
                 std::chrono::sys_seconds now)
{
    const std::vector<std::string> names = names_of(chain, hosts);
    EVP_PKEY* const key = chain == Chain::Ecdsa ? keys().elliptic.get() : keys().leaf.get();
    const bool own_issuer = chain == Chain::SelfSigned;
    Order order{names.front(),
                key,
                own_issuer ? nullptr : intermediate,
                own_issuer ? key : keys().intermediate.get(),
                now - 30 * day,
                now + 335 * day,
                chain == Chain::Sha256 ? EVP_sha256() : EVP_sha1(),
                {{NID_basic_constraints, "critical,CA:FALSE"},
                 {NID_key_usage, "critical,digitalSignature,keyEncipherment"},
                 {NID_ext_key_usage, chain == Chain::ClientUsageOnly ? "clientAuth" : "serverAuth"},
                 {NID_subject_key_identifier, "hash"},
                 {NID_subject_alt_name, subject_alternative_names(names)}}};
    if (!own_issuer)
        order.extensions.emplace_back(NID_authority_key_identifier, "keyid");
    if (chain == Chain::Expired)
        order.not_after = now - day;
    if (chain == Chain::NotYetValid)
        order.not_before = now + day;
    return order;
}

std::vector<std::string> sent_certificates(Chain chain, const Certificates& made)
{
    switch (chain) {
    case Chain::IntermediateMissing:
    case Chain::SelfSigned:
        return {made.leaf};
    case Chain::Disordered:
        return {made.leaf, made.root, made.intermediate};
    default:
        return {made.leaf, made.intermediate};
    }
}

std::string openssl_error()
{
    std::array<char, 256> text{};
    ERR_error_string_n(ERR_get_error(), text.data(), text.size());
    return text.data();
}

} // namespace

void use_keys(AuthorityKeys keys)
{
    given_keys() = std::move(keys);
}

std::span<const ChainWord> chain_words()
{
    return words;
}

std::optional<Chain> parse_chain(std::string_view word)
{
    const auto* const found = std::ranges::find(words, word, &ChainWord::word);
    if (found == words.end())
        return std::nullopt;
    return found->chain;
}

tl::expected<Certificates, std::string> make_certificates(Chain chain, const std::vector<std::string>& hosts,
                                                          std::chrono::sys_seconds now)
{
    if (hosts.empty() || !std::ranges::all_of(hosts, plain_host))
        return tl::unexpected(std::string("a host name is missing or is none"));
    const Certificate root = issue(root_order(now));
    if (root == nullptr)
        return tl::unexpected(openssl_error());
    const Certificate intermediate = issue(intermediate_order(chain, root.get(), now));
    if (intermediate == nullptr)
        return tl::unexpected(openssl_error());
    const Order order = leaf_order(chain, intermediate.get(), hosts, now);
    const Certificate leaf = issue(order);
    if (leaf == nullptr)
        return tl::unexpected(openssl_error());
    Certificates made{
        pem_of(root.get()), pem_of(intermediate.get()), pem_of(leaf.get()), pem_of(order.key), {}};
    if (made.root.empty() || made.intermediate.empty() || made.leaf.empty() || made.private_key.empty())
        return tl::unexpected(openssl_error());
    made.sent = sent_certificates(chain, made);
    return made;
}

} // namespace easprobe::test_server
