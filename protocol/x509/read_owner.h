#pragma once

#include "protocol/x509/owner.h"

#include <string>
#include <string_view>

struct asn1_string_st;
struct X509_name_st;
struct X509_pubkey_st;
struct stack_st_X509_EXTENSION;

namespace easprobe::x509 {

/// Bytes of any of OpenSSL's string types.
std::string bytes_of(const asn1_string_st* string);

/// What an i2d function of OpenSSL writes; empty where it fails.
template <typename Function, typename Object>
std::string encoded(Function i2d, const Object* object)
{
    const int length = i2d(object, nullptr);
    if (length <= 0)
        return {};
    std::string der(static_cast<std::size_t>(length), '\0');
    auto* at = reinterpret_cast<unsigned char*>(der.data());
    return i2d(object, &at) == length ? der : std::string();
}

std::string sha1_of(std::string_view bytes);

/// Fills in the owner's name, key and what the extensions say of both. False when the name is none.
/// @param extensions Null where there are none.
bool read_owner(const X509_name_st* subject, X509_pubkey_st* key, const stack_st_X509_EXTENSION* extensions,
                Owner& owner);

} // namespace easprobe::x509
