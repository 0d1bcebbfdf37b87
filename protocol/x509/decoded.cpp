#include "protocol/x509/decoded.h"

#include "protocol/x509/kept.h"
#include "protocol/x509/read_owner.h"

#include <openssl/crypto.h>
#include <openssl/x509.h>
#include <utility>

namespace easprobe::x509 {

namespace {

/// OpenSSL is begun before the first static that holds an object of its, and so cleans up after the last of
/// them is gone.
template <typename Object>
Kept<std::shared_ptr<Object>>& kept()
{
    static const int begun = OPENSSL_init_crypto(0, nullptr);
    static_cast<void>(begun);
    static Kept<std::shared_ptr<Object>> objects;
    return objects;
}

/// Null when OpenSSL's decoder refuses the bytes or leaves some of them.
template <typename Object, auto Free>
std::shared_ptr<Object> decode(Object* (*decoder)(Object**, const unsigned char**, long),
                               std::string_view der)
{
    const auto* const begin = reinterpret_cast<const unsigned char*>(der.data());
    const unsigned char* at = begin;
    std::shared_ptr<Object> object(decoder(nullptr, &at, static_cast<long>(der.size())), Free);
    if (at != begin + der.size())
        object.reset();
    return object;
}

} // namespace

void keep_decoded(std::string_view der, x509_st* certificate)
{
    if (kept<X509>().find(der) || X509_up_ref(certificate) != 1)
        return;
    kept<X509>().keep(der, std::shared_ptr<X509>(certificate, X509_free));
    if (std::shared_ptr<EVP_PKEY> key(X509_get_pubkey(certificate), EVP_PKEY_free); key)
        kept<EVP_PKEY>().keep(encoded(i2d_X509_PUBKEY, X509_get_X509_PUBKEY(certificate)), std::move(key));
}

std::shared_ptr<x509_st> decoded_certificate(std::string_view der)
{
    if (auto known = kept<X509>().find(der))
        return *known;
    auto decoded = decode<X509, X509_free>(d2i_X509, der);
    if (decoded)
        keep_decoded(der, decoded.get());
    return decoded;
}

std::shared_ptr<evp_pkey_st> decoded_key(std::string_view der)
{
    if (auto known = kept<EVP_PKEY>().find(der))
        return *known;
    auto decoded = decode<EVP_PKEY, EVP_PKEY_free>(d2i_PUBKEY, der);
    if (decoded)
        kept<EVP_PKEY>().keep(der, decoded);
    return decoded;
}

} // namespace easprobe::x509
