#include "protocol/text/ascii.h"
#include "protocol/text/base64.h"
#include "protocol/text/hex.h"
#include "protocol/text/printable.h"
#include "protocol/wap/cabinet.h"
#include "protocol/wap/provisioning_document.h"
#include "protocol/x509/certificate.h"

#include <array>
#include <fmt/format.h>
#include <utility>

namespace easprobe::x509 {

namespace {

constexpr std::size_t largest_file = 4UL * 1024 * 1024;
constexpr std::size_t most_certificates = 1000;

using Certificates = std::vector<Certificate>;
using FiledCertificates = std::vector<FiledCertificate>;

/// A PEM block holds a certificate by one of these labels; blocks by other labels are passed over.
bool labels_certificate(std::string_view label)
{
    return label == "CERTIFICATE" || label == "X509 CERTIFICATE" || label == "X.509 CERTIFICATE";
}

tl::expected<Certificates, CertificateError> read_pem(std::string_view content)
{
    constexpr std::string_view begin_mark = "-----BEGIN ";
    constexpr std::string_view dashes = "-----";
    Certificates certificates;
    std::size_t at = 0;
    while ((at = content.find(begin_mark, at)) != std::string_view::npos) {
        const std::size_t block = at;
        const std::size_t label_begin = at + begin_mark.size();
        const std::size_t label_end = content.find(dashes, label_begin);
        if (label_end == std::string_view::npos)
            return tl::unexpected(CertificateError{"a PEM header without its end", block});
        const std::string_view label = content.substr(label_begin, label_end - label_begin);
        const std::size_t body = label_end + dashes.size();
        const std::size_t end = content.find(fmt::format("-----END {}-----", label), body);
        if (end == std::string_view::npos)
            return tl::unexpected(CertificateError{"a PEM block without its end", block});
        at = end + 1;
        if (!labels_certificate(label))
            continue;
        const auto der = base64_decode(content.substr(body, end - body));
        if (!der)
            return tl::unexpected(CertificateError{"a PEM block that is not base64", body});
        auto certificate = read_certificate(*der);
        if (!certificate)
            return tl::unexpected(CertificateError{certificate.error().what, block});
        if (certificates.size() == most_certificates)
            return tl::unexpected(
                CertificateError{fmt::format("more than {} certificates", most_certificates), block});
        certificates.push_back(std::move(*certificate));
    }
    if (certificates.empty())
        return tl::unexpected(CertificateError{"no certificate among the PEM blocks", 0});
    return certificates;
}

/// A document that tells which store each certificate is in; those of code signing and of the user's own
/// certificates are passed over.
tl::expected<FiledCertificates, CertificateError> read_provisioning_document(std::string_view content)
{
    const auto stored = wap::stored_certificates_in(content);
    if (!stored)
        return tl::unexpected(
            CertificateError{fmt::format("line {}: {}", stored.error().line, stored.error().what), 0});
    FiledCertificates certificates;
    for (const wap::StoredCertificate& one : *stored) {
        if (one.store == wap::CertificateStore::Other)
            continue;
        const std::string which = fmt::format("certificate '{}' of the document", printable(one.thumbprint));
        auto certificate = read_certificate(one.der);
        if (!certificate)
            return tl::unexpected(
                CertificateError{fmt::format("{}: {}", which, certificate.error().what), 0});
        // A store that names it by another thumbprint would never find it again.
        if (from_hex(one.thumbprint) && !equal_ignoring_case(one.thumbprint, certificate->sha1_thumbprint))
            return tl::unexpected(CertificateError{
                fmt::format("{} has the SHA-1 thumbprint {}", which, certificate->sha1_thumbprint), 0});
        if (certificates.size() == most_certificates)
            return tl::unexpected(
                CertificateError{fmt::format("more than {} certificates", most_certificates), 0});
        certificates.push_back({std::move(*certificate), one.store});
    }
    if (certificates.empty())
        return tl::unexpected(CertificateError{"a document without a certificate in ROOT or CA", 0});
    return certificates;
}

/// UTF-8 with or without its mark, or UTF-16 as Windows editors save it: pugixml reads them all.
bool looks_like_xml(std::string_view content)
{
    for (const std::string_view mark : {"\xFF\xFE", "\xFE\xFF"})
        if (content.starts_with(mark))
            return true;
    constexpr std::string_view before_markup = " \t\r\n\xEF\xBB\xBF";
    const auto first = content.find_first_not_of(before_markup);
    return first != std::string_view::npos && content[first] == '<';
}

FiledCertificates filed(Certificates certificates)
{
    FiledCertificates result;
    for (Certificate& certificate : certificates)
        result.push_back({std::move(certificate), std::nullopt});
    return result;
}

} // namespace

tl::expected<FiledCertificates, CertificateError> read_filed_certificates(std::string_view content)
{
    if (content.size() > largest_file)
        return tl::unexpected(CertificateError{"more than 4 MiB of certificates", largest_file});
    if (wap::is_cabinet(content)) {
        const auto document = wap::read_from_cabinet(content, wap::setup_document);
        if (!document)
            return tl::unexpected(CertificateError{document.error().what, document.error().offset});
        return read_provisioning_document(*document);
    }
    if (content.find("-----BEGIN ") != std::string_view::npos)
        return read_pem(content).map(filed);
    if (looks_like_xml(content))
        return read_provisioning_document(content);
    auto certificate = read_certificate(content);
    if (!certificate)
        return tl::unexpected(
            CertificateError{"neither PEM, DER, a wap-provisioningdoc with certificates nor a cabinet of one",
                             certificate.error().offset});
    return FiledCertificates{{std::move(*certificate), std::nullopt}};
}

tl::expected<Certificates, CertificateError> read_certificates(std::string_view content)
{
    return read_filed_certificates(content).map([](FiledCertificates filed_certificates) {
        Certificates certificates;
        for (FiledCertificate& one : filed_certificates)
            certificates.push_back(std::move(one.certificate));
        return certificates;
    });
}

} // namespace easprobe::x509
