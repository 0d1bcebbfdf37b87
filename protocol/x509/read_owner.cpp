#include "protocol/x509/read_owner.h"

#include "protocol/text/hex.h"
#include "protocol/x509/deleter.h"
#include "protocol/x509/distinguished_name.h"

#include <algorithm>
#include <array>
#include <memory>
#include <openssl/evp.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

namespace easprobe::x509 {

namespace {

bool has_nul(std::string_view text)
{
    return text.find('\0') != std::string_view::npos;
}

KeyType key_type_of(X509_PUBKEY* key)
{
    ASN1_OBJECT* algorithm = nullptr;
    X509_PUBKEY_get0_param(&algorithm, nullptr, nullptr, nullptr, key);
    switch (OBJ_obj2nid(algorithm)) {
    case NID_rsaEncryption:
        return KeyType::Rsa;
    case NID_dsa:
        return KeyType::Dsa;
    case NID_X9_62_id_ecPublicKey:
        return KeyType::Ec;
    default:
        return KeyType::Other;
    }
}

void read_key(X509_PUBKEY* key, Owner& owner)
{
    owner.public_key_der = encoded(i2d_X509_PUBKEY, key);
    owner.key_type = key_type_of(key);
    if (const EVP_PKEY* readable = X509_PUBKEY_get0(key))
        owner.key_bits = static_cast<std::size_t>(std::max(EVP_PKEY_get_bits(readable), 0));
    else
        owner.oddities.emplace_back("its public key cannot be read");
}

bool read_subject(const X509_NAME* encoded_name, Owner& owner)
{
    const auto subject = read_name(encoded(i2d_X509_NAME, encoded_name));
    if (!subject)
        return false;
    owner.subject = to_string(*subject);
    owner.canonical_subject = canonical(*subject);
    for (const auto& set : *subject)
        for (const NameAttribute& attribute : set) {
            if (attribute.type != "CN")
                continue;
            if (has_nul(attribute.value))
                owner.oddities.emplace_back("a common name has a NUL character inside");
            else
                owner.common_names.push_back(attribute.value);
        }
    return true;
}

void read_alternative_name(const GENERAL_NAME* name, Owner& owner)
{
    if (name->type == GEN_DNS) {
        std::string text = bytes_of(name->d.dNSName);
        if (std::ranges::all_of(text, [](char character) { return character > ' ' && character < 0x7f; }))
            owner.dns_names.push_back(std::move(text));
        else
            owner.oddities.emplace_back("a host name in subjectAltName has characters no host name has");
    } else if (name->type == GEN_IPADD) {
        const std::string bytes = bytes_of(name->d.iPAddress);
        if (bytes.size() == 4 || bytes.size() == 16)
            owner.ip_addresses.push_back(bytes);
        else
            owner.oddities.emplace_back("an address in subjectAltName has neither 4 nor 16 bytes");
    }
}

/// One extension, decoded; `there` says whether it is there at all, well formed and once.
template <typename T, auto Free>
struct Extension {
    Extension(const STACK_OF(X509_EXTENSION) * extensions, int nid)
    {
        int found = -1;
        value.reset(static_cast<T*>(X509V3_get_d2i(extensions, nid, &found, nullptr)));
        there = found != -1;
    }
    std::unique_ptr<T, Deleter<Free>> value;
    bool there = false;
};

void read_names(const STACK_OF(X509_EXTENSION) * extensions, Owner& owner)
{
    const Extension<GENERAL_NAMES, GENERAL_NAMES_free> names(extensions, NID_subject_alt_name);
    owner.has_subject_alt_name = names.there;
    if (names.there && !names.value)
        owner.oddities.emplace_back("its subjectAltName is not well formed, or is there twice");
    for (int i = 0; i < sk_GENERAL_NAME_num(names.value.get()); ++i)
        read_alternative_name(sk_GENERAL_NAME_value(names.value.get(), i), owner);
}

void read_usages(const STACK_OF(X509_EXTENSION) * extensions, Owner& owner)
{
    const Extension<EXTENDED_KEY_USAGE, EXTENDED_KEY_USAGE_free> extended(extensions, NID_ext_key_usage);
    owner.has_extended_key_usage = extended.there;
    owner.server_auth = !extended.there;
    for (int i = 0; i < sk_ASN1_OBJECT_num(extended.value.get()); ++i) {
        const int purpose = OBJ_obj2nid(sk_ASN1_OBJECT_value(extended.value.get(), i));
        owner.server_auth |= purpose == NID_server_auth || purpose == NID_anyExtendedKeyUsage;
    }
    const Extension<ASN1_BIT_STRING, ASN1_BIT_STRING_free> usage(extensions, NID_key_usage);
    constexpr int key_encipherment_bit = 2; // RFC 5280 4.2.1.3.
    owner.key_encipherment =
        !usage.there ||
        (usage.value && ASN1_BIT_STRING_get_bit(usage.value.get(), key_encipherment_bit) == 1);
    if ((extended.there && !extended.value) || (usage.there && !usage.value))
        owner.oddities.emplace_back("its key usage is not well formed, or is there twice");
}

} // namespace

std::string bytes_of(const ASN1_STRING* string)
{
    return {reinterpret_cast<const char*>(ASN1_STRING_get0_data(string)),
            static_cast<std::size_t>(ASN1_STRING_length(string))};
}

std::string sha1_of(std::string_view bytes)
{
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int length = 0;
    if (EVP_Digest(bytes.data(), bytes.size(), digest.data(), &length, EVP_sha1(), nullptr) != 1)
        return {};
    return to_hex({reinterpret_cast<const char*>(digest.data()), length});
}

bool read_owner(const X509_NAME* subject, X509_PUBKEY* key, const STACK_OF(X509_EXTENSION) * extensions,
                Owner& owner)
{
    if (!read_subject(subject, owner))
        return false;
    read_key(key, owner);
    read_names(extensions, owner);
    read_usages(extensions, owner);
    return true;
}

} // namespace easprobe::x509
