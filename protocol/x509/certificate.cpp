#include "protocol/x509/certificate.h"

#include "protocol/text/hex.h"
#include "protocol/x509/decoded.h"
#include "protocol/x509/distinguished_name.h"
#include "protocol/x509/error_mark.h"
#include "protocol/x509/kept.h"
#include "protocol/x509/read_owner.h"

#include <array>
#include <memory>
#include <openssl/x509.h>
#include <openssl/x509v3.h>
#include <optional>

namespace easprobe::x509 {

namespace {

constexpr std::size_t largest_certificate = 64UL * 1024;

/// Bytes of the first of the DER's values, its head included; all of them when there is none.
std::size_t size_of_first(std::string_view der)
{
    const auto* const begin = reinterpret_cast<const unsigned char*>(der.data());
    const unsigned char* at = begin;
    long length = 0;
    int tag = 0;
    int tag_class = 0;
    const int form = ASN1_get_object(&at, &length, &tag, &tag_class, static_cast<long>(der.size()));
    const bool readable = (form & 0x80) == 0 && length >= 0;
    return readable ? static_cast<std::size_t>(at - begin) + static_cast<std::size_t>(length) : der.size();
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

bool read_issuer(const X509* x509, Certificate& certificate)
{
    const auto issuer = read_name(encoded(i2d_X509_NAME, X509_get_issuer_name(x509)));
    if (!issuer)
        return false;
    certificate.issuer = to_string(*issuer);
    certificate.canonical_issuer = canonical(*issuer);
    certificate.self_issued = certificate.canonical_subject == certificate.canonical_issuer;
    return true;
}

void read_issuer_urls(const X509* x509, Certificate& certificate)
{
    constexpr std::size_t most_urls = 8;
    const std::unique_ptr<AUTHORITY_INFO_ACCESS, decltype(&AUTHORITY_INFO_ACCESS_free)> access(
        static_cast<AUTHORITY_INFO_ACCESS*>(X509_get_ext_d2i(x509, NID_info_access, nullptr, nullptr)),
        AUTHORITY_INFO_ACCESS_free);
    for (int i = 0; i < sk_ACCESS_DESCRIPTION_num(access.get()); ++i) {
        const ACCESS_DESCRIPTION* description = sk_ACCESS_DESCRIPTION_value(access.get(), i);
        if (OBJ_obj2nid(description->method) == NID_ad_ca_issuers && description->location->type == GEN_URI &&
            certificate.issuer_urls.size() < most_urls)
            certificate.issuer_urls.push_back(bytes_of(description->location->d.uniformResourceIdentifier));
    }
}

void read_authority(X509* x509, Certificate& certificate)
{
    const int authority = X509_check_ca(x509);
    constexpr int by_basic_constraints = 1;
    constexpr int by_version_1_and_own_signature = 3;
    certificate.is_ca = authority == by_basic_constraints || authority == by_version_1_and_own_signature;
    if ((X509_get_extension_flags(x509) & EXFLAG_INVALID) != 0)
        certificate.oddities.emplace_back("an extension of it is not well formed");
}

tl::expected<Certificate, CertificateError> read_anew(std::string_view der)
{
    const ErrorMark mark;
    const auto x509 = decoded_certificate(der);
    if (!x509) {
        const std::size_t first = size_of_first(der);
        if (first < der.size() && decoded_certificate(der.substr(0, first)))
            return tl::unexpected(CertificateError{"there is more after the certificate", first});
        return tl::unexpected(CertificateError{"not a certificate in DER", 0});
    }

    const auto not_before = time_of(X509_get0_notBefore(x509.get()));
    const auto not_after = time_of(X509_get0_notAfter(x509.get()));
    if (!not_before || !not_after)
        return tl::unexpected(CertificateError{"a certificate whose dates cannot be read", 0});
    Certificate certificate;
    if (!read_owner(X509_get_subject_name(x509.get()), X509_get_X509_PUBKEY(x509.get()),
                    X509_get0_extensions(x509.get()), certificate) ||
        !read_issuer(x509.get(), certificate))
        return tl::unexpected(CertificateError{"a certificate whose names cannot be read", 0});
    certificate.der = der;
    certificate.not_before = *not_before;
    certificate.not_after = *not_after;
    certificate.serial = to_hex(bytes_of(X509_get0_serialNumber(x509.get())));
    certificate.signature_algorithm = signature_algorithm_of(x509.get());
    certificate.sha1_thumbprint = sha1_of(der);
    read_issuer_urls(x509.get(), certificate);
    read_authority(x509.get(), certificate);
    return certificate;
}

} // namespace

tl::expected<Certificate, CertificateError> read_certificate(std::string_view der)
{
    if (der.size() > largest_certificate)
        return tl::unexpected(CertificateError{"a certificate larger than 64 KiB", largest_certificate});
    static Kept<Certificate> kept;
    if (auto known = kept.find(der))
        return *std::move(known);
    auto certificate = read_anew(der);
    if (certificate)
        kept.keep(der, *certificate);
    return certificate;
}

} // namespace easprobe::x509
