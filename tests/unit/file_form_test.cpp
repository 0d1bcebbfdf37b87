// A file that cannot be read is named by what it was meant to be, and by what is wrong with it.
#include "protocol/x509/file_form.h"

#include "protocol/text/base64.h"
#include "protocol/x509/certificate_input.h"
#include "protocol/x509/pem.h"
#include "tests/rig/hex_bytes.h"
#include "tests/rig/source_dir.h"

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <fstream>
#include <iterator>
#include <string>

using namespace easprobe;
using x509::FileForm;

namespace {

std::string content_of(const std::string& below_pki)
{
    std::ifstream in(rig::source_dir() / "tests/pki" / below_pki, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

/// The bytes of the first PEM block of a file of tests/pki.
std::string der_of(const std::string& below_pki)
{
    const std::string pem = content_of(below_pki);
    const auto blocks = x509::pem_blocks(pem);
    REQUIRE(blocks.has_value());
    return x509::bytes_of(blocks->front()).value();
}

std::string in_utf16(const std::string& text, bool big_endian)
{
    std::string wide = big_endian ? "\xFE\xFF" : "\xFF\xFE";
    for (const char letter : text)
        wide += big_endian ? std::string{'\0', letter} : std::string{letter, '\0'};
    return wide;
}

std::string error_of(const std::string& content)
{
    const auto input = x509::read_certificate_input(content, [] { return std::string("password"); });
    return input ? "" : input.error().what;
}

} // namespace

TEST_CASE("what a file in DER is meant to be is known by its first bytes")
{
    const std::string root = der_of("installed/root.pem");
    CHECK(x509::outline_of_der(root).form == FileForm::Certificate);
    CHECK(x509::outline_of_der(root).whole_size == root.size());
    CHECK(x509::outline_of_der(root.substr(0, 20)).form == FileForm::Certificate);
    CHECK(x509::outline_of_der(der_of("keys/server.pem")).form == FileForm::PrivateKey);
    // PFX, version 3; ContentInfo of PKCS#7; EncryptedPrivateKeyInfo; a request; a PKCS#1 key.
    CHECK(x509::outline_of_der(bytes("30 82 0A 00 02 01 03 30 82")).form == FileForm::Backup);
    CHECK(x509::outline_of_der(bytes("30 80 02 01 03 30 80")).form == FileForm::Backup);
    CHECK_FALSE(x509::outline_of_der(bytes("30 80 02 01 03 30 80")).whole_size.has_value());
    CHECK(x509::outline_of_der(bytes("30 82 0A 00 06 09 2A 86 48 86 F7 0D 01 07 02 A0")).form ==
          FileForm::Bundle);
    CHECK(x509::outline_of_der(bytes("30 50 30 1A 06 09 2A 86 48 86 F7 0D 01 05 03")).form ==
          FileForm::EncryptedPrivateKey);
    CHECK(x509::outline_of_der(bytes("30 50 30 1A 02 01 00 30 10")).form == FileForm::Request);
    CHECK(x509::outline_of_der(bytes("30 50 02 01 00 02 41")).form == FileForm::PrivateKey);
}

TEST_CASE("bytes that are the beginning of nothing known are no DER, however few or odd they are")
{
    for (const char* hex :
         {"", "30", "30 82", "30 85 01 01 01 01 01", "31 10 02 01 03 30", "30 10", "30 10 04 01 00",
          "30 10 30", "30 10 30 00", "30 10 02 00 30", "30 10 02 01 03 02", "30 FF FF FF FF FF"})
        CHECK_MESSAGE(x509::outline_of_der(bytes(hex)).form == FileForm::Unknown, hex);
}

TEST_CASE("a file that is cut short says so, whatever it was meant to be")
{
    const std::string root = der_of("installed/root.pem");
    CHECK(error_of(root.substr(0, 300)) ==
          fmt::format("a certificate that is cut short: of its {} bytes 300 are there", root.size()));
    CHECK(error_of(bytes("30 82 0A 00 02 01 03 30 82")) ==
          "a PFX (PKCS#12) that is cut short: of its 2564 bytes 9 are there");
    CHECK(error_of(bytes("30 82 0A 00 06 09 2A 86 48 86 F7 0D 01 07 02 A0")) ==
          "a PKCS#7 bundle that is cut short: of its 2564 bytes 16 are there");
}

TEST_CASE("a file that is whole and wrong inside says what it was taken for")
{
    CHECK(error_of(bytes("30 05 02 01 03 30 00")) ==
          "a PFX (PKCS#12) that is damaged: its inside cannot be read");
    CHECK(error_of(bytes("30 0B 06 09 2A 86 48 86 F7 0D 01 07 01")) ==
          "a PKCS#7 bundle that is damaged: it is not signed data, which is what a bundle of certificates "
          "comes as");
    const std::string root = der_of("installed/root.pem");
    CHECK(error_of(root + "rest") == "a certificate that is damaged: there is more after the certificate");
}

TEST_CASE("files as Windows editors and browsers leave them are told apart")
{
    const std::string pem = content_of("installed/root.pem");
    const std::string advice = "PEM in UTF-16 (what Windows calls Unicode): save it as ANSI or UTF-8";
    CHECK(error_of(in_utf16(pem, false)) == advice);
    CHECK(error_of(in_utf16(pem, true)) == advice);
    CHECK(
        error_of(base64_encode(der_of("installed/root.pem"))).starts_with("base64 without the lines of PEM"));
    CHECK(error_of("") == "an empty file");
    CHECK(error_of(der_of("keys/server.pem")) ==
          "a private key in DER: a key beside its certificate is taken in PEM alone");
}
