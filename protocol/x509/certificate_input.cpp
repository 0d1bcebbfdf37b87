#include "protocol/x509/certificate_input.h"

#include "protocol/text/ascii.h"
#include "protocol/text/hex.h"
#include "protocol/text/printable.h"
#include "protocol/wap/cabinet.h"
#include "protocol/wap/provisioning_document.h"
#include "protocol/x509/file_form.h"
#include "protocol/x509/pem.h"

#include <fmt/format.h>
#include <utility>

namespace easprobe::x509 {

namespace {

constexpr std::size_t largest_file = 4UL * 1024 * 1024;
constexpr std::size_t most_certificates = 1000;

using Done = tl::expected<void, CertificateError>;

Done take_certificate(std::string_view der, CertificateInput& input,
                      std::optional<wap::CertificateStore> store = std::nullopt)
{
    if (input.certificates.size() == most_certificates)
        return tl::unexpected(
            CertificateError{fmt::format("more than {} certificates", most_certificates), 0});
    auto certificate = read_certificate(der);
    if (!certificate)
        return tl::unexpected(certificate.error());
    input.certificates.push_back({std::move(*certificate), store});
    return {};
}

Done take_all(const std::vector<std::string>& ders, CertificateInput& input)
{
    input.in_order = false;
    for (std::size_t i = 0; i < ders.size(); ++i)
        if (const auto taken = take_certificate(ders[i], input); !taken)
            return tl::unexpected(
                CertificateError{fmt::format("certificate {} in it: {}", i + 1, taken.error().what), 0});
    return {};
}

Done take_request(std::string_view der, CertificateInput& input)
{
    auto request = read_request(der);
    if (!request)
        return tl::unexpected(request.error());
    input.requests.push_back(std::move(*request));
    return {};
}

Done take_bundle(std::string_view der, CertificateInput& input)
{
    const auto ders = read_bundle(der);
    return ders ? take_all(*ders, input) : Done(tl::unexpected(ders.error()));
}

Done take_key(const PemBlock& block, const AskPassword& password, CertificateInput& input)
{
    if (!password)
        return {};
    auto key = read_private_key(block.label, block.whole, password);
    if (!key)
        return tl::unexpected(key.error());
    input.keys.push_back(std::move(*key));
    return {};
}

/// A block by an unknown label is passed over.
Done take_block(const PemBlock& block, const AskPassword& password, CertificateInput& input)
{
    const std::string_view label = block.label;
    if (label.ends_with("PRIVATE KEY"))
        return take_key(block, password, input);
    const bool certificate =
        label == "CERTIFICATE" || label == "X509 CERTIFICATE" || label == "X.509 CERTIFICATE";
    const bool request = label == "CERTIFICATE REQUEST" || label == "NEW CERTIFICATE REQUEST";
    if (!certificate && !request && label != "PKCS7")
        return {};
    const auto der = bytes_of(block);
    if (!der)
        return tl::unexpected(der.error());
    if (request)
        return take_request(*der, input);
    // A Windows authority writes its bundles under the label of a single certificate.
    if (label == "PKCS7" || read_bundle(*der))
        return take_bundle(*der, input);
    return take_certificate(*der, input);
}

CertificateError nothing_in(const std::vector<PemBlock>& blocks)
{
    for (const PemBlock& block : blocks)
        if (block.label.ends_with("PRIVATE KEY"))
            return {"a private key, and no certificate", block.offset};
    return {fmt::format("no certificate among the PEM blocks (the first is called '{}')",
                        printable(blocks.front().label, 60)),
            0};
}

tl::expected<CertificateInput, CertificateError> read_pem(std::string_view content,
                                                          const AskPassword& password)
{
    const auto blocks = pem_blocks(content);
    if (!blocks)
        return tl::unexpected(blocks.error());
    CertificateInput input;
    for (const PemBlock& block : *blocks)
        if (const auto taken = take_block(block, password, input); !taken)
            return tl::unexpected(CertificateError{taken.error().what, block.offset});
    if (input.certificates.empty() && input.requests.empty() && input.keys.empty())
        return tl::unexpected(nothing_in(*blocks));
    return input;
}

/// A document that tells which store each certificate is in; those of code signing and of the user's own
/// certificates are passed over.
tl::expected<CertificateInput, CertificateError> read_provisioning_document(std::string_view content)
{
    const auto stored = wap::stored_certificates_in(content);
    if (!stored)
        return tl::unexpected(
            CertificateError{fmt::format("line {}: {}", stored.error().line, stored.error().what), 0});
    CertificateInput input;
    input.in_order = false;
    for (const wap::StoredCertificate& one : *stored) {
        if (one.store == wap::CertificateStore::Other)
            continue;
        const std::string which = fmt::format("certificate '{}' of the document", printable(one.thumbprint));
        if (const Done taken = take_certificate(one.der, input, one.store); !taken)
            return tl::unexpected(CertificateError{fmt::format("{}: {}", which, taken.error().what), 0});
        // A store that names it by another thumbprint would never find it again.
        const std::string& thumbprint = input.certificates.back().certificate.sha1_thumbprint;
        if (from_hex(one.thumbprint) && !equal_ignoring_case(one.thumbprint, thumbprint))
            return tl::unexpected(
                CertificateError{fmt::format("{} has the SHA-1 thumbprint {}", which, thumbprint), 0});
    }
    if (input.certificates.empty())
        return tl::unexpected(CertificateError{"a document without a certificate in ROOT or CA", 0});
    return input;
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

/// The reader of the form that the file seems to be of says what is wrong with it.
CertificateError unreadable(std::string_view content, const CertificateError& as_certificate)
{
    const DerOutline outline = outline_of_der(content);
    CertificateInput none;
    switch (outline.form) {
    case FileForm::Certificate:
        return {why_unreadable(content, outline, as_certificate.what), as_certificate.offset};
    case FileForm::Request: {
        const CertificateError fault = take_request(content, none).error();
        return {why_unreadable(content, outline, fault.what), fault.offset};
    }
    case FileForm::Bundle:
        return {why_unreadable(content, outline, take_bundle(content, none).error().what), 0};
    default:
        return {why_unreadable(content, outline, "its inside cannot be read"), 0};
    }
}

tl::expected<CertificateInput, CertificateError> read_der(std::string_view content,
                                                          const AskPassword& password)
{
    CertificateInput input;
    const Done certificate = take_certificate(content, input);
    if (certificate || take_request(content, input) || take_bundle(content, input))
        return input;
    if (!looks_like_backup(content))
        return tl::unexpected(unreadable(content, certificate.error()));
    if (!password)
        return tl::unexpected(CertificateError{"a PFX, which needs a password", 0});
    auto backup = read_backup(content, password);
    if (!backup)
        return tl::unexpected(backup.error());
    input.is_backup = true;
    input.keys = std::move(backup->keys);
    if (const auto taken = take_all(backup->certificates, input); !taken)
        return tl::unexpected(taken.error());
    if (input.certificates.empty())
        return tl::unexpected(CertificateError{"a PFX without a certificate", 0});
    return input;
}

} // namespace

tl::expected<CertificateInput, CertificateError> read_certificate_input(std::string_view content,
                                                                        const AskPassword& password)
{
    if (content.size() > largest_file)
        return tl::unexpected(CertificateError{"more than 4 MiB of certificates", largest_file});
    if (wap::is_cabinet(content)) {
        const auto document = wap::read_from_cabinet(content, wap::setup_document);
        if (!document)
            return tl::unexpected(CertificateError{document.error().what, document.error().offset});
        return read_provisioning_document(*document);
    }
    if (is_utf16_pem(content))
        return tl::unexpected(
            CertificateError{"PEM in UTF-16 (what Windows calls Unicode): save it as ANSI or UTF-8", 0});
    if (has_pem_block(content))
        return read_pem(content, password);
    return looks_like_xml(content) ? read_provisioning_document(content) : read_der(content, password);
}

tl::expected<std::vector<FiledCertificate>, CertificateError>
read_filed_certificates(std::string_view content)
{
    auto input = read_certificate_input(content, nullptr);
    if (!input)
        return tl::unexpected(input.error());
    if (input->certificates.empty())
        return tl::unexpected(CertificateError{"a certificate request, which is no certificate yet", 0});
    return std::move(input->certificates);
}

tl::expected<std::vector<Certificate>, CertificateError> read_certificates(std::string_view content)
{
    return read_filed_certificates(content).map([](std::vector<FiledCertificate> filed) {
        std::vector<Certificate> certificates;
        for (FiledCertificate& one : filed)
            certificates.push_back(std::move(one.certificate));
        return certificates;
    });
}

} // namespace easprobe::x509
