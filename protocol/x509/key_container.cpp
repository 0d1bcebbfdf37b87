#include "protocol/x509/key_container.h"

#include "protocol/x509/deleter.h"
#include "protocol/x509/error_mark.h"
#include "protocol/x509/iteration_budget.h"
#include "protocol/x509/pem.h"
#include "protocol/x509/read_owner.h"

#include <fmt/format.h>
#include <memory>
#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/pkcs7.h>
#include <openssl/provider.h>
#include <openssl/x509.h>
#include <utility>

namespace easprobe::x509 {

namespace {

constexpr std::size_t largest_file = 4UL * 1024 * 1024;
constexpr std::size_t most_things = 1000;
constexpr int deepest_safe = 4;
constexpr int longest_key = 16 * 1024; ///< Bytes: RSA of 16384 bits has less than 10,000.
constexpr std::size_t longest_key_text = 2UL * longest_key;

using Key = std::unique_ptr<EVP_PKEY, Deleter<EVP_PKEY_free>>;
using Pfx = std::unique_ptr<PKCS12, Deleter<PKCS12_free>>;
using Bundle = std::unique_ptr<PKCS7, Deleter<PKCS7_free>>;
using PlainKey = std::unique_ptr<PKCS8_PRIV_KEY_INFO, Deleter<PKCS8_PRIV_KEY_INFO_free>>;
using EncryptedKey = std::unique_ptr<X509_SIG, Deleter<X509_SIG_free>>;
using Certificate509 = std::unique_ptr<X509, Deleter<X509_free>>;

void free_bags(STACK_OF(PKCS12_SAFEBAG) * bags)
{
    sk_PKCS12_SAFEBAG_pop_free(bags, PKCS12_SAFEBAG_free);
}
using Bags = std::unique_ptr<STACK_OF(PKCS12_SAFEBAG), Deleter<free_bags>>;

void free_safes(STACK_OF(PKCS7) * safes)
{
    sk_PKCS7_pop_free(safes, PKCS7_free);
}
using Safes = std::unique_ptr<STACK_OF(PKCS7), Deleter<free_safes>>;

/// Old files need old algorithms; they get a context of their own, and leave the rest of the process as it
/// is.
OSSL_LIB_CTX* old_algorithms()
{
    static OSSL_LIB_CTX* const context = [] {
        OSSL_LIB_CTX* made = OSSL_LIB_CTX_new();
        OSSL_PROVIDER_load(made, "default");
        OSSL_PROVIDER_load(made, "legacy");
        return made;
    }();
    return context;
}

CertificateError error(std::string what)
{
    return {std::move(what), 0};
}

const CertificateError too_many_iterations{
    "a file whose password would take more than 5 million iterations to turn into a key", 0};

tl::expected<PublicKeyDer, CertificateError> public_half(const EVP_PKEY* key)
{
    PublicKeyDer half = key == nullptr ? PublicKeyDer() : encoded(i2d_PUBKEY, key);
    if (half.empty())
        return tl::unexpected(error("a private key that cannot be read"));
    return half;
}

/// RSA and elliptic curves alone, and no longer than such keys are: of a DSA key the public half is computed,
/// for as long as its maker likes.
tl::expected<PublicKeyDer, CertificateError> public_half(const PKCS8_PRIV_KEY_INFO* plain)
{
    const ASN1_OBJECT* algorithm = nullptr;
    int size = 0;
    if (plain == nullptr || PKCS8_pkey_get0(&algorithm, nullptr, &size, nullptr, plain) != 1 ||
        size > longest_key)
        return tl::unexpected(error("a private key that cannot be read"));
    const int kind = OBJ_obj2nid(algorithm);
    if (kind != NID_rsaEncryption && kind != NID_X9_62_id_ecPublicKey)
        return tl::unexpected(error("a private key that is neither RSA nor on an elliptic curve"));
    return public_half(Key(EVP_PKCS82PKEY_ex(plain, old_algorithms(), nullptr)).get());
}

/// Opens the safes of one PFX, one after the other, within a budget.
class Opening {
  public:
    explicit Opening(std::string password) : password_(std::move(password)) {}

    tl::expected<void, CertificateError> open(PKCS12* pfx)
    {
        if (PKCS12_mac_present(pfx) == 1) {
            if (!budget_.spend_on_mac(pfx))
                return tl::unexpected(too_many_iterations);
            const bool right = PKCS12_verify_mac(pfx, password_.c_str(), -1) == 1;
            no_password_at_all_ = !right && password_.empty() && PKCS12_verify_mac(pfx, nullptr, 0) == 1;
            if (!right && !no_password_at_all_)
                return tl::unexpected(error("a PFX (PKCS#12) that this password does not open: it is "
                                            "another's, or the file is damaged"));
        }
        const Safes safes(PKCS12_unpack_authsafes(pfx));
        if (!safes)
            return tl::unexpected(error("a PFX (PKCS#12) whose content cannot be read: it is damaged"));
        for (int i = 0; i < sk_PKCS7_num(safes.get()); ++i)
            if (auto opened = open_safe(sk_PKCS7_value(safes.get(), i)); !opened)
                return opened;
        return {};
    }

    Backup take() { return std::move(backup_); }

  private:
    tl::expected<void, CertificateError> open_safe(PKCS7* safe)
    {
        Bags bags;
        if (PKCS7_type_is_data(safe)) {
            bags.reset(PKCS12_unpack_p7data(safe));
        } else if (PKCS7_type_is_encrypted(safe) && safe->d.encrypted != nullptr &&
                   safe->d.encrypted->enc_data != nullptr) {
            if (!budget_.spend_on(safe->d.encrypted->enc_data->algorithm))
                return tl::unexpected(too_many_iterations);
            bags.reset(PKCS12_unpack_p7encdata(safe, word(), word_size()));
        }
        if (!bags)
            return tl::unexpected(error("a PFX (PKCS#12) of which a part cannot be opened: it has another "
                                        "password than the rest, or is damaged"));
        return take_all(bags.get(), 0);
    }

    tl::expected<void, CertificateError> take_all(const STACK_OF(PKCS12_SAFEBAG) * bags, int depth)
    {
        for (int i = 0; i < sk_PKCS12_SAFEBAG_num(bags); ++i) {
            if (++things_ > most_things || depth > deepest_safe)
                return tl::unexpected(error("a PFX with more in it than any has"));
            if (auto taken = take_one(sk_PKCS12_SAFEBAG_value(bags, i), depth); !taken)
                return taken;
        }
        return {};
    }

    tl::expected<void, CertificateError> take_one(const PKCS12_SAFEBAG* bag, int depth)
    {
        switch (PKCS12_SAFEBAG_get_nid(bag)) {
        case NID_certBag:
            if (const Certificate509 certificate{PKCS12_SAFEBAG_get1_cert(bag)})
                backup_.certificates.push_back(encoded(i2d_X509, certificate.get()));
            return {};
        case NID_keyBag:
            return take_key(PKCS12_SAFEBAG_get0_p8inf(bag));
        case NID_pkcs8ShroudedKeyBag: {
            const X509_ALGOR* algorithm = nullptr;
            X509_SIG_get0(PKCS12_SAFEBAG_get0_pkcs8(bag), &algorithm, nullptr);
            if (!budget_.spend_on(algorithm))
                return tl::unexpected(too_many_iterations);
            const PlainKey key(PKCS12_decrypt_skey_ex(bag, word(), word_size(), old_algorithms(), nullptr));
            if (!key)
                return tl::unexpected(error(
                    "a PFX (PKCS#12) whose private key has another password than the rest, or is damaged"));
            return take_key(key.get());
        }
        case NID_safeContentsBag:
            return take_all(PKCS12_SAFEBAG_get0_safes(bag), depth + 1);
        default:
            return {};
        }
    }

    tl::expected<void, CertificateError> take_key(const PKCS8_PRIV_KEY_INFO* plain)
    {
        auto half = public_half(plain);
        if (!half)
            return tl::unexpected(half.error());
        backup_.keys.push_back(std::move(*half));
        return {};
    }

    /// Some programs write no password as the empty one, some as none at all: what opened the file counts.
    const char* word() const { return no_password_at_all_ ? nullptr : password_.c_str(); }
    int word_size() const { return no_password_at_all_ ? 0 : static_cast<int>(password_.size()); }

    std::string password_;
    bool no_password_at_all_ = false;
    IterationBudget budget_;
    std::size_t things_ = 0;
    Backup backup_;
};

tl::expected<PublicKeyDer, CertificateError> read_encrypted_key(const std::string& der,
                                                                const AskPassword& password)
{
    const auto* at = reinterpret_cast<const unsigned char*>(der.data());
    const EncryptedKey encrypted(d2i_X509_SIG(nullptr, &at, static_cast<long>(der.size())));
    if (!encrypted)
        return tl::unexpected(error("an encrypted private key that cannot be read"));
    const X509_ALGOR* algorithm = nullptr;
    X509_SIG_get0(encrypted.get(), &algorithm, nullptr);
    IterationBudget budget;
    if (!budget.spend_on(algorithm))
        return tl::unexpected(too_many_iterations);
    const std::string word = password();
    const PlainKey plain(PKCS8_decrypt_ex(encrypted.get(), word.c_str(), static_cast<int>(word.size()),
                                          old_algorithms(), nullptr));
    if (!plain)
        return tl::unexpected(error("a private key that this password does not open"));
    return public_half(plain.get());
}

int give_password(char* buffer, int size, int, void* ask)
{
    const std::string word = (*static_cast<const AskPassword*>(ask))();
    if (word.size() > static_cast<std::size_t>(size))
        return -1;
    std::copy(word.begin(), word.end(), buffer);
    return static_cast<int>(word.size());
}

} // namespace

bool looks_like_backup(std::string_view der)
{
    const ErrorMark mark;
    const auto* at = reinterpret_cast<const unsigned char*>(der.data());
    return der.size() <= largest_file &&
           Pfx(d2i_PKCS12(nullptr, &at, static_cast<long>(der.size()))) != nullptr;
}

tl::expected<Backup, CertificateError> read_backup(std::string_view der, const AskPassword& password)
{
    if (der.size() > largest_file)
        return tl::unexpected(CertificateError{"a PFX larger than 4 MiB", largest_file});
    const ErrorMark mark;
    PKCS12* made = PKCS12_init_ex(NID_pkcs7_data, old_algorithms(), nullptr);
    const auto* at = reinterpret_cast<const unsigned char*>(der.data());
    // On failure the function frees what it was given.
    const Pfx pfx(d2i_PKCS12(&made, &at, static_cast<long>(der.size())));
    if (!pfx)
        return tl::unexpected(error("not a PFX (PKCS#12)"));
    Opening opening(password());
    if (auto opened = opening.open(pfx.get()); !opened)
        return tl::unexpected(opened.error());
    return opening.take();
}

tl::expected<PublicKeyDer, CertificateError> read_private_key(std::string_view label, std::string_view pem,
                                                              const AskPassword& password)
{
    const ErrorMark mark;
    const auto blocks = pem_blocks(pem);
    if (!blocks || blocks->size() != 1)
        return tl::unexpected(error("a private key that is no PEM block"));
    if (label == "ENCRYPTED PRIVATE KEY") {
        const auto der = bytes_of(blocks->front());
        if (!der)
            return tl::unexpected(der.error());
        return read_encrypted_key(*der, password);
    }
    if (label == "PRIVATE KEY") {
        const auto der = bytes_of(blocks->front());
        if (!der)
            return tl::unexpected(der.error());
        const auto* at = reinterpret_cast<const unsigned char*>(der->data());
        return public_half(
            PlainKey(d2i_PKCS8_PRIV_KEY_INFO(nullptr, &at, static_cast<long>(der->size()))).get());
    }
    if ((label != "RSA PRIVATE KEY" && label != "EC PRIVATE KEY") || pem.size() > longest_key_text)
        return tl::unexpected(error("a private key that is neither RSA nor on an elliptic curve"));
    // The older form of encryption derives its key with one round of MD5: nothing to be bounded.
    const std::unique_ptr<BIO, Deleter<BIO_free>> bio(
        BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
    AskPassword ask = password;
    return public_half(
        Key(PEM_read_bio_PrivateKey_ex(bio.get(), nullptr, give_password, &ask, old_algorithms(), nullptr))
            .get());
}

tl::expected<std::vector<std::string>, CertificateError> read_bundle(std::string_view der)
{
    if (der.size() > largest_file)
        return tl::unexpected(CertificateError{"a PKCS#7 bundle larger than 4 MiB", largest_file});
    const ErrorMark mark;
    const auto* at = reinterpret_cast<const unsigned char*>(der.data());
    const Bundle bundle(d2i_PKCS7(nullptr, &at, static_cast<long>(der.size())));
    if (!bundle || !PKCS7_type_is_signed(bundle.get()) || bundle->d.sign == nullptr)
        return tl::unexpected(
            error("it is not signed data, which is what a bundle of certificates comes as"));
    std::vector<std::string> certificates;
    for (int i = 0; i < sk_X509_num(bundle->d.sign->cert); ++i) {
        if (certificates.size() == most_things)
            return tl::unexpected(error(fmt::format("more than {} certificates", most_things)));
        certificates.push_back(encoded(i2d_X509, sk_X509_value(bundle->d.sign->cert, i)));
    }
    if (certificates.empty())
        return tl::unexpected(error("a PKCS#7 bundle without a certificate"));
    return certificates;
}

} // namespace easprobe::x509
