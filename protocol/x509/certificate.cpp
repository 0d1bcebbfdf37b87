#include "protocol/x509/certificate.h"

#include "protocol/text/hex.h"
#include "protocol/x509/distinguished_name.h"
#include "protocol/x509/error_mark.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <memory>
#include <openssl/evp.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>
#include <optional>

namespace easprobe::x509 {

namespace {

constexpr std::size_t largest_certificate = 64UL * 1024;

using X509Pointer = std::unique_ptr<X509, decltype(&X509_free)>;

std::string text_of(const ASN1_STRING* string)
{
    return {reinterpret_cast<const char*>(ASN1_STRING_get0_data(string)),
            static_cast<std::size_t>(ASN1_STRING_length(string))};
}

/// What an i2d function of OpenSSL writes.
template <typename Function, typename Object>
std::string encoded(Function i2d, const Object* object)
{
    unsigned char* bytes = nullptr;
    const int length = i2d(object, &bytes);
    if (length <= 0)
        return {};
    std::string der(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(length));
    OPENSSL_free(bytes);
    return der;
}

std::optional<Time> time_of(const ASN1_TIME* encoded_time)
{
    std::tm parts{};
    // Without an encoded time the function answers with the current one.
    if (encoded_time == nullptr || ASN1_TIME_to_tm(encoded_time, &parts) != 1)
        return std::nullopt;
    return Time{std::chrono::seconds{timegm(&parts)}};
}

std::string signature_algorithm_of(const X509* x509)
{
    const X509_ALGOR* algorithm = nullptr;
    X509_get0_signature(nullptr, &algorithm, x509);
    const ASN1_OBJECT* object = nullptr;
    X509_ALGOR_get0(&object, nullptr, nullptr, algorithm);
    std::array<char, 128> name{};
    const int length = OBJ_obj2txt(name.data(), static_cast<int>(name.size()), object, 0);
    return length > 0 ? std::string(name.data()) : "unknown";
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

bool has_nul(std::string_view text)
{
    return text.find('\0') != std::string_view::npos;
}

void read_key(X509* x509, Certificate& certificate)
{
    X509_PUBKEY* key = X509_get_X509_PUBKEY(x509);
    certificate.public_key_der = encoded(i2d_X509_PUBKEY, key);
    certificate.key_type = key_type_of(key);
    if (const EVP_PKEY* readable = X509_get0_pubkey(x509))
        certificate.key_bits = static_cast<std::size_t>(std::max(EVP_PKEY_get_bits(readable), 0));
    else
        certificate.oddities.emplace_back("its public key cannot be read");
}

bool read_names(const X509* x509, Certificate& certificate)
{
    const auto subject = read_name(encoded(i2d_X509_NAME, X509_get_subject_name(x509)));
    const auto issuer = read_name(encoded(i2d_X509_NAME, X509_get_issuer_name(x509)));
    if (!subject || !issuer)
        return false;
    certificate.subject = to_string(*subject);
    certificate.issuer = to_string(*issuer);
    certificate.canonical_subject = canonical(*subject);
    certificate.canonical_issuer = canonical(*issuer);
    certificate.self_issued = certificate.canonical_subject == certificate.canonical_issuer;
    for (const auto& set : *subject)
        for (const NameAttribute& attribute : set) {
            if (attribute.type != "CN")
                continue;
            if (has_nul(attribute.value))
                certificate.oddities.emplace_back("a common name has a NUL character inside");
            else
                certificate.common_names.push_back(attribute.value);
        }
    return true;
}

void read_alternative_name(const GENERAL_NAME* name, Certificate& certificate)
{
    if (name->type == GEN_DNS) {
        std::string text = text_of(name->d.dNSName);
        if (std::all_of(text.begin(), text.end(),
                        [](char character) { return character > ' ' && character < 0x7f; }))
            certificate.dns_names.push_back(std::move(text));
        else
            certificate.oddities.emplace_back(
                "a host name in subjectAltName has characters no host name has");
    } else if (name->type == GEN_IPADD) {
        const std::string bytes = text_of(name->d.iPAddress);
        if (bytes.size() == 4 || bytes.size() == 16)
            certificate.ip_addresses.push_back(bytes);
        else
            certificate.oddities.emplace_back("an address in subjectAltName has neither 4 nor 16 bytes");
    }
}

void read_extensions(X509* x509, Certificate& certificate)
{
    int found = -1;
    const std::unique_ptr<GENERAL_NAMES, decltype(&GENERAL_NAMES_free)> names(
        static_cast<GENERAL_NAMES*>(X509_get_ext_d2i(x509, NID_subject_alt_name, &found, nullptr)),
        GENERAL_NAMES_free);
    certificate.has_subject_alt_name = found != -1;
    if (certificate.has_subject_alt_name && !names)
        certificate.oddities.emplace_back("its subjectAltName is not well formed, or is there twice");
    for (int i = 0; i < sk_GENERAL_NAME_num(names.get()); ++i)
        read_alternative_name(sk_GENERAL_NAME_value(names.get(), i), certificate);

    const int authority = X509_check_ca(x509);
    constexpr int by_basic_constraints = 1;
    constexpr int by_version_1_and_own_signature = 3;
    certificate.is_ca = authority == by_basic_constraints || authority == by_version_1_and_own_signature;
    const std::uint32_t flags = X509_get_extension_flags(x509);
    if ((flags & EXFLAG_INVALID) != 0)
        certificate.oddities.emplace_back("an extension of it is not well formed");
    certificate.has_extended_key_usage = (flags & EXFLAG_XKUSAGE) != 0;
    certificate.server_auth = !certificate.has_extended_key_usage ||
                              (X509_get_extended_key_usage(x509) & (XKU_SSL_SERVER | XKU_ANYEKU)) != 0;
}

std::string sha1_of(std::string_view bytes)
{
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int length = 0;
    if (EVP_Digest(bytes.data(), bytes.size(), digest.data(), &length, EVP_sha1(), nullptr) != 1)
        return {};
    return to_hex({reinterpret_cast<const char*>(digest.data()), length});
}

} // namespace

tl::expected<Certificate, CertificateError> read_certificate(std::string_view der)
{
    if (der.size() > largest_certificate)
        return tl::unexpected(CertificateError{"a certificate larger than 64 KiB", largest_certificate});
    const ErrorMark mark;
    const auto* begin = reinterpret_cast<const unsigned char*>(der.data());
    const unsigned char* at = begin;
    const X509Pointer x509(d2i_X509(nullptr, &at, static_cast<long>(der.size())), X509_free);
    if (!x509)
        return tl::unexpected(CertificateError{"not a certificate in DER", 0});
    if (at != begin + der.size())
        return tl::unexpected(
            CertificateError{"there is more after the certificate", static_cast<std::size_t>(at - begin)});

    const auto not_before = time_of(X509_get0_notBefore(x509.get()));
    const auto not_after = time_of(X509_get0_notAfter(x509.get()));
    if (!not_before || !not_after)
        return tl::unexpected(CertificateError{"a certificate whose dates cannot be read", 0});
    Certificate certificate;
    if (!read_names(x509.get(), certificate))
        return tl::unexpected(CertificateError{"a certificate whose names cannot be read", 0});
    certificate.der = der;
    certificate.not_before = *not_before;
    certificate.not_after = *not_after;
    certificate.serial = to_hex(text_of(X509_get0_serialNumber(x509.get())));
    certificate.signature_algorithm = signature_algorithm_of(x509.get());
    certificate.sha1_thumbprint = sha1_of(der);
    read_key(x509.get(), certificate);
    read_extensions(x509.get(), certificate);
    return certificate;
}

} // namespace easprobe::x509
