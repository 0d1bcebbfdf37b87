// Certificates as hostile bytes: what can be read is read as it is, what cannot is refused in words, and
// neither takes time or memory that the size of the input does not explain. The named inputs are those of
// the fuzz target.
#include "protocol/text/iso_time.h"
#include "protocol/x509/certificate.h"
#include "tests/rig/shared_folder.h"
#include "tests/rig/source_dir.h"

#include <algorithm>
#include <array>
#include <doctest/doctest.h>

using namespace easprobe;

namespace {

std::string odd(const std::string& name)
{
    const std::filesystem::path file = rig::source_dir() / "tests/fuzz/corpus/certificate" / name;
    REQUIRE_MESSAGE(std::filesystem::is_regular_file(file), file.string());
    return content_of_file(file);
}

x509::Certificate odd_certificate(const std::string& name)
{
    auto certificate = x509::read_certificate(odd(name));
    REQUIRE_MESSAGE(certificate.has_value(), (certificate ? "" : certificate.error().what));
    return std::move(*certificate);
}

/// A server's certificate of the test chains, RSA 2048 and SHA-1.
const std::string& good_der()
{
    static const std::string der =
        x509::read_certificates(content_of_file(rig::source_dir() / "tests/pki/chains/good.pem"))
            .value()
            .front()
            .der;
    return der;
}

using Oddities = std::vector<std::string>;

} // namespace

TEST_CASE("a certificate that ends early is none, wherever it ends")
{
    for (std::size_t size = 0; size < good_der().size(); ++size) {
        const auto read = x509::read_certificate(std::string_view(good_der()).substr(0, size));
        REQUIRE_FALSE(read.has_value());
        REQUIRE(read.error().what == "not a certificate in DER");
    }
}

TEST_CASE("a certificate with any one bit flipped is refused in words or read as what it then is")
{
    std::size_t refused = 0;
    for (std::size_t bit = 0; bit < good_der().size() * 8; ++bit) {
        std::string der = good_der();
        der[bit / 8] = static_cast<char>(der[bit / 8] ^ (1 << (bit % 8)));
        const auto read = x509::read_certificate(der);
        if (read) {
            REQUIRE(read->der == der);
            REQUIRE(read->sha1_thumbprint.size() == 40);
        } else {
            REQUIRE_FALSE(read.error().what.empty());
            ++refused;
        }
    }
    CHECK(refused > 500);
    CHECK(refused < good_der().size() * 8 / 2);
}

TEST_CASE("what is no certificate is refused, whatever lengths and depths it claims")
{
    constexpr std::array names = {"cut-in-the-signature", "cut-after-the-subject",
                                  "cut-inside-a-length",  "one-bit-flipped-in-a-tag",
                                  "length-of-4-gib",      "length-of-127-bytes",
                                  "length-beyond-end",    "indefinite-length-without-end",
                                  "nested-10000-deep",    "nested-in-a-name",
                                  "empty-sequence"};
    for (const char* name : names) {
        CAPTURE(name);
        const auto read = x509::read_certificate(odd(name));
        REQUIRE_FALSE(read.has_value());
        CHECK(read.error().what == "not a certificate in DER");
    }
}

TEST_CASE("dates that are none make a certificate unreadable")
{
    const auto read = x509::read_certificate(odd("dates-that-are-none"));
    REQUIRE_FALSE(read.has_value());
    CHECK(read.error().what == "a certificate whose dates cannot be read");
}

TEST_CASE("dates from the year 0 to the year 9999 are dates")
{
    const x509::Certificate certificate = odd_certificate("dates-before-1950");
    CHECK(certificate.not_before < parse_iso8601("1950-01-01").value());
    CHECK(to_iso8601(certificate.not_after) == "9999-12-31T23:59:59Z");
}

TEST_CASE("bytes after the certificate are said with their place")
{
    const auto read = x509::read_certificate(good_der() + "more");
    REQUIRE_FALSE(read.has_value());
    CHECK(read.error().what == "there is more after the certificate");
    CHECK(read.error().offset == good_der().size());
}

TEST_CASE("more than 64 KiB are no certificate, and are not looked at")
{
    const auto read = x509::read_certificate(std::string(64 * 1024 + 1, '0'));
    REQUIRE_FALSE(read.has_value());
    CHECK(read.error().what == "a certificate larger than 64 KiB");
}

TEST_CASE("a NUL inside a name hides nothing: the name is noted and counts for no host")
{
    const x509::Certificate common = odd_certificate("nul-in-common-name");
    CHECK(common.common_names.empty());
    CHECK(common.oddities == Oddities{"a common name has a NUL character inside"});
    const x509::Certificate alternative = odd_certificate("nul-in-host-name");
    CHECK(alternative.dns_names == std::vector<std::string>{"other.example.test"});
    CHECK(alternative.oddities == Oddities{"a host name in subjectAltName has characters no host name has"});
}

TEST_CASE("a thousand host names are all read, in order")
{
    const x509::Certificate certificate = odd_certificate("1000-host-names");
    REQUIRE(certificate.dns_names.size() == 1000);
    CHECK(certificate.dns_names.front() == "host-0.example.test");
    CHECK(certificate.dns_names.back() == "host-999.example.test");
    CHECK(certificate.oddities.empty());
}

TEST_CASE("an extension that is malformed or there twice is noted, and gives no name")
{
    const Oddities both = {"its subjectAltName is not well formed, or is there twice",
                           "an extension of it is not well formed"};
    for (const char* name : {"host-names-malformed", "host-names-twice"}) {
        CAPTURE(name);
        const x509::Certificate certificate = odd_certificate(name);
        CHECK(certificate.dns_names.empty());
        CHECK(certificate.has_subject_alt_name);
        CHECK(certificate.oddities == both);
    }
    const x509::Certificate constraints = odd_certificate("constraints-malformed");
    CHECK_FALSE(constraints.is_ca);
    CHECK(constraints.oddities == Oddities{"an extension of it is not well formed"});
}

TEST_CASE("an address of five bytes is no address")
{
    const x509::Certificate certificate = odd_certificate("address-of-5-bytes");
    CHECK(certificate.ip_addresses.empty());
    CHECK(certificate.oddities == Oddities{"an address in subjectAltName has neither 4 nor 16 bytes"});
}

TEST_CASE("a name may be empty")
{
    const x509::Certificate certificate = odd_certificate("empty-names");
    CHECK(certificate.subject.empty());
    CHECK(certificate.common_names.empty());
    CHECK(certificate.self_issued);
}

TEST_CASE("a key of no bits or of too many is told by its size and verifies nothing")
{
    const x509::Certificate none = odd_certificate("key-of-no-bits");
    CHECK(none.key_type == x509::KeyType::Rsa);
    CHECK(none.key_bits == 0);
    CHECK(x509::check_signature(none, none.public_key_der) != x509::SignatureCheck::Good);
    const x509::Certificate huge = odd_certificate("key-of-32768-bits");
    CHECK(huge.key_bits == 32768);
    CHECK(x509::check_signature(huge, huge.public_key_der) != x509::SignatureCheck::Good);
}

TEST_CASE("a certificate says which key has signed it only when the key is whole")
{
    const auto chain =
        x509::read_certificates(content_of_file(rig::source_dir() / "tests/pki/chains/good.pem"));
    REQUIRE(chain.has_value());
    REQUIRE(chain->size() == 2);
    CHECK(x509::check_signature(chain->at(0), chain->at(1).public_key_der) == x509::SignatureCheck::Good);
    CHECK(x509::check_signature(chain->at(0), chain->at(0).public_key_der) == x509::SignatureCheck::Bad);
    CHECK(x509::check_signature(odd_certificate("one-bit-flipped-in-the-key"), chain->at(1).public_key_der) ==
          x509::SignatureCheck::Bad);
    CHECK(x509::check_signature(chain->at(0), "no key") == x509::SignatureCheck::Unverifiable);
}

TEST_CASE("words around a PEM block, and the line ends of Windows, do not matter")
{
    const auto read = x509::read_certificates(odd("pem-with-words-around-it"));
    REQUIRE(read.has_value());
    REQUIRE(read->size() == 1);
    CHECK(read->front().der == good_der());
}
