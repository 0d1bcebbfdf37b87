#include "protocol/text/base64.h"
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

tl::expected<Certificates, CertificateError> read_provisioning_document(std::string_view content)
{
    const auto ders = wap::certificates_in(content);
    if (!ders)
        return tl::unexpected(
            CertificateError{fmt::format("line {}: {}", ders.error().line, ders.error().what), 0});
    Certificates certificates;
    for (const std::string& der : *ders) {
        auto certificate = read_certificate(der);
        if (!certificate)
            return tl::unexpected(
                CertificateError{fmt::format("certificate {} of the document: {}", certificates.size() + 1,
                                             certificate.error().what),
                                 0});
        certificates.push_back(std::move(*certificate));
    }
    if (certificates.empty())
        return tl::unexpected(CertificateError{"a document without a certificate", 0});
    return certificates;
}

} // namespace

tl::expected<Certificates, CertificateError> read_certificates(std::string_view content)
{
    if (content.size() > largest_file)
        return tl::unexpected(CertificateError{"more than 4 MiB of certificates", largest_file});
    if (content.find("-----BEGIN ") != std::string_view::npos)
        return read_pem(content);
    constexpr std::string_view before_markup = " \t\r\n\xEF\xBB\xBF"; // A byte order mark among them.
    const auto first = content.find_first_not_of(before_markup);
    if (first != std::string_view::npos && content[first] == '<')
        return read_provisioning_document(content);
    auto certificate = read_certificate(content);
    if (!certificate)
        return tl::unexpected(CertificateError{"neither PEM, DER nor a wap-provisioningdoc with certificates",
                                               certificate.error().offset});
    return Certificates{std::move(*certificate)};
}

} // namespace easprobe::x509
