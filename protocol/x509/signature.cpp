#include "protocol/x509/certificate.h"
#include "protocol/x509/decoded.h"
#include "protocol/x509/error_mark.h"
#include "protocol/x509/kept.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/x509.h>
#include <optional>
#include <string>

namespace easprobe::x509 {

namespace {

/// A key is as long as its maker likes, and so is the time that one signature takes with it.
bool takes_too_long(const EVP_PKEY* key)
{
    constexpr int longest_modulus = 16384;
    constexpr int longest_exponent = 64;
    if (EVP_PKEY_is_a(key, "RSA") != 1)
        return false;
    BIGNUM* exponent = nullptr;
    const bool known = EVP_PKEY_get_bn_param(key, OSSL_PKEY_PARAM_RSA_E, &exponent) == 1;
    const int bits = known ? BN_num_bits(exponent) : longest_exponent + 1;
    BN_free(exponent);
    return bits > longest_exponent || EVP_PKEY_get_bits(key) > longest_modulus;
}

SignatureCheck check_anew(const Certificate& certificate, std::string_view public_key_der)
{
    const ErrorMark mark;
    const auto key = decoded_key(public_key_der);
    const auto x509 = decoded_certificate(certificate.der);
    if (!key || !x509 || takes_too_long(key.get()))
        return SignatureCheck::Unverifiable;

    // A key of another kind than the signature is a plain mismatch, not a question left open.
    int digest = NID_undef;
    int key_kind = NID_undef;
    const int algorithm = X509_get_signature_nid(x509.get());
    const bool known = OBJ_find_sigid_algs(algorithm, &digest, &key_kind) == 1;
    if (known && digest != NID_undef && EVP_get_digestbynid(digest) == nullptr)
        return SignatureCheck::Unverifiable;
    if (known && !EVP_PKEY_is_a(key.get(), OBJ_nid2sn(EVP_PKEY_type(key_kind))))
        return SignatureCheck::Bad;
    switch (X509_verify(x509.get(), key.get())) {
    case 1:
        return SignatureCheck::Good;
    case 0:
        return SignatureCheck::Bad;
    default:
        return known ? SignatureCheck::Bad : SignatureCheck::Unverifiable;
    }
}

} // namespace

SignatureCheck check_signature(const Certificate& certificate, std::string_view public_key_der)
{
    static Kept<SignatureCheck> kept;
    // What the certificate is says where it ends and the key begins.
    const std::string question = certificate.der + std::string(public_key_der);
    if (const auto known = kept.find(question))
        return *known;
    const SignatureCheck check = check_anew(certificate, public_key_der);
    kept.keep(question, check);
    return check;
}

bool has_form_of_public_key(std::string_view der)
{
    const auto* at = reinterpret_cast<const unsigned char*>(der.data());
    const auto* const end = at + der.size();
    // SEQUENCE { AlgorithmIdentifier SEQUENCE, BIT STRING }, and nothing after it.
    const auto enter = [&](int wanted_tag) -> std::optional<long> {
        long length = 0;
        int tag = 0;
        int tag_class = 0;
        const int form = ASN1_get_object(&at, &length, &tag, &tag_class, end - at);
        if ((form & 0x80) != 0 || tag != wanted_tag || tag_class != V_ASN1_UNIVERSAL)
            return std::nullopt;
        return length;
    };
    const ErrorMark mark;
    const auto whole = enter(V_ASN1_SEQUENCE);
    if (!whole || *whole != end - at)
        return false;
    const auto algorithm = enter(V_ASN1_SEQUENCE);
    if (!algorithm || *algorithm > end - at)
        return false;
    at += *algorithm;
    const auto key = enter(V_ASN1_BIT_STRING);
    return key && *key == end - at;
}

} // namespace easprobe::x509
