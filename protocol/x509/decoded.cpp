#include "protocol/x509/decoded.h"

#include "protocol/x509/read_owner.h"

#include <algorithm>
#include <deque>
#include <mutex>
#include <openssl/crypto.h>
#include <openssl/x509.h>
#include <string>

namespace easprobe::x509 {

namespace {

/// What the last asked-for bytes were decoded to, the latest first.
template <typename Object>
class Kept {
  public:
    /// What is kept is freed before OpenSSL cleans up after itself: last begun, first ended.
    Kept() { OPENSSL_init_crypto(0, nullptr); }

    std::shared_ptr<Object> find(std::string_view der)
    {
        const std::lock_guard lock(mutex_);
        const auto found = std::ranges::find(entries_, der, &Entry::der);
        return found == entries_.end() ? nullptr : found->object;
    }

    void keep(std::string_view der, std::shared_ptr<Object> object)
    {
        constexpr std::size_t most = 64;
        const std::lock_guard lock(mutex_);
        entries_.push_front({std::string(der), std::move(object)});
        if (entries_.size() > most)
            entries_.pop_back();
    }

  private:
    struct Entry {
        std::string der;
        std::shared_ptr<Object> object;
    };
    std::mutex mutex_;
    std::deque<Entry> entries_;
};

Kept<X509>& certificates()
{
    static Kept<X509> kept;
    return kept;
}

Kept<EVP_PKEY>& keys()
{
    static Kept<EVP_PKEY> kept;
    return kept;
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

std::shared_ptr<x509_st> decoded_certificate(std::string_view der)
{
    if (auto kept = certificates().find(der))
        return kept;
    auto decoded = decode<X509, X509_free>(d2i_X509, der);
    if (!decoded)
        return decoded;
    certificates().keep(der, decoded);
    if (std::shared_ptr<EVP_PKEY> key(X509_get_pubkey(decoded.get()), EVP_PKEY_free); key)
        keys().keep(encoded(i2d_X509_PUBKEY, X509_get_X509_PUBKEY(decoded.get())), std::move(key));
    return decoded;
}

std::shared_ptr<evp_pkey_st> decoded_key(std::string_view der)
{
    if (auto kept = keys().find(der))
        return kept;
    auto decoded = decode<EVP_PKEY, EVP_PKEY_free>(d2i_PUBKEY, der);
    if (decoded)
        keys().keep(der, decoded);
    return decoded;
}

} // namespace easprobe::x509
