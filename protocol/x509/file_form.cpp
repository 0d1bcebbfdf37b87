#include "protocol/x509/file_form.h"

#include "protocol/text/ascii.h"

#include <cstdint>
#include <fmt/format.h>

namespace easprobe::x509 {

namespace {

constexpr std::uint8_t integer = 0x02;
constexpr std::uint8_t object_identifier = 0x06;
constexpr std::uint8_t sequence = 0x30;
constexpr std::uint8_t version_of_certificate = 0xA0; ///< [0], RFC 5280 4.1.

/// 1.2.840.113549.1: the arc of PKCS#1 to #12, in DER; PKCS#7 is .7, PKCS#5 .5 and PKCS#12 .12.
constexpr std::string_view pkcs_arc = "\x2A\x86\x48\x86\xF7\x0D\x01";

/// Of one element: its tag, and where its content begins; the size is none for the indefinite form.
struct Header {
    std::uint8_t tag = 0;
    std::size_t size = 0;
    std::optional<std::size_t> content_size;
};

std::uint8_t byte_at(std::string_view content, std::size_t at)
{
    return static_cast<std::uint8_t>(content[at]);
}

std::optional<Header> header_of(std::string_view content)
{
    constexpr std::uint8_t long_form = 0x80;
    constexpr std::size_t longest_length = 4;
    if (content.size() < 2)
        return std::nullopt;
    const std::uint8_t first = byte_at(content, 1);
    if (first < long_form)
        return Header{byte_at(content, 0), 2, first};
    const std::size_t octets = first - long_form;
    if (octets == 0)
        return Header{byte_at(content, 0), 2, std::nullopt};
    if (octets > longest_length || content.size() < 2 + octets)
        return std::nullopt;
    std::size_t size = 0;
    for (std::size_t i = 0; i < octets; ++i)
        size = size << 8U | byte_at(content, 2 + i);
    return Header{byte_at(content, 0), 2 + octets, size};
}

/// The tags of an element's first two children, and the first one's content as far as it is there.
struct Beginning {
    std::uint8_t first = 0;
    std::uint8_t second = 0;
    std::string_view first_content;
};

Beginning beginning_of(std::string_view inside)
{
    const auto first = header_of(inside);
    if (!first)
        return {};
    Beginning found{first->tag, 0, inside.substr(first->size, first->content_size.value_or(0))};
    if (first->content_size && *first->content_size < inside.size() - first->size)
        found.second = byte_at(inside, first->size + *first->content_size);
    return found;
}

FileForm form_of(std::string_view inside)
{
    const Beginning outer = beginning_of(inside);
    if (outer.first == object_identifier)
        return outer.first_content.starts_with(std::string(pkcs_arc) + '\x07') ? FileForm::Bundle
                                                                               : FileForm::Unknown;
    if (outer.first == integer && !outer.first_content.empty()) {
        constexpr char pfx_version = 3;
        constexpr char key_version = 0;
        if (outer.first_content.back() == pfx_version && outer.second == sequence)
            return FileForm::Backup;
        return outer.first_content.back() == key_version &&
                       (outer.second == sequence || outer.second == integer)
                   ? FileForm::PrivateKey
                   : FileForm::Unknown;
    }
    if (outer.first != sequence)
        return FileForm::Unknown;
    const Beginning inner = beginning_of(outer.first_content);
    if (inner.first == object_identifier)
        return FileForm::EncryptedPrivateKey;
    if (inner.first == version_of_certificate)
        return FileForm::Certificate;
    // A version 1 certificate begins with its serial number, whose algorithm is a sequence as a subject is.
    return inner.first == integer && inner.first_content == std::string_view("\0", 1) ? FileForm::Request
           : inner.first == integer                                                   ? FileForm::Certificate
                                                                                      : FileForm::Unknown;
}

} // namespace

std::string_view to_string(FileForm form)
{
    switch (form) {
    case FileForm::Certificate:
        return "a certificate";
    case FileForm::Request:
        return "a certificate request (PKCS#10)";
    case FileForm::Backup:
        return "a PFX (PKCS#12)";
    case FileForm::Bundle:
        return "a PKCS#7 bundle";
    case FileForm::PrivateKey:
        return "a private key in DER";
    case FileForm::EncryptedPrivateKey:
        return "an encrypted private key in DER";
    case FileForm::Unknown:
        break;
    }
    return "no DER";
}

DerOutline outline_of_der(std::string_view content)
{
    const auto outer = header_of(content);
    if (!outer || outer->tag != sequence)
        return {};
    DerOutline outline;
    outline.form = form_of(content.substr(outer->size));
    if (outer->content_size)
        outline.whole_size = outer->size + *outer->content_size;
    return outline;
}

std::string why_unreadable(std::string_view content, const DerOutline& outline, std::string_view fault)
{
    if (content.empty())
        return "an empty file";
    // MII is the base64 of every DER sequence of 256 bytes to 64 KiB.
    if (trim(content).starts_with("MII"))
        return "base64 without the lines of PEM: put -----BEGIN CERTIFICATE----- before it and -----END "
               "CERTIFICATE----- after it";
    if (outline.form == FileForm::Unknown)
        return "neither PEM, DER, a PFX, a wap-provisioningdoc with certificates nor a cabinet of one";
    if (outline.whole_size && *outline.whole_size > content.size())
        return fmt::format("{} that is cut short: of its {} bytes {} are there", to_string(outline.form),
                           *outline.whole_size, content.size());
    if (outline.form == FileForm::PrivateKey || outline.form == FileForm::EncryptedPrivateKey)
        return fmt::format("{}: a key beside its certificate is taken in PEM alone", to_string(outline.form));
    return fmt::format("{} that is damaged: {}", to_string(outline.form), fault);
}

bool is_utf16_pem(std::string_view content)
{
    std::string wide;
    for (const char letter : std::string_view("-----BEGIN "))
        wide += {letter, '\0'};
    // With the last zero away, the same bytes are found in either order of the two.
    wide.pop_back();
    return content.find(wide) != std::string_view::npos;
}

} // namespace easprobe::x509
