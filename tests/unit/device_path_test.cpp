// The chain as the handset builds it, from hostile and from useless certificates.
#include "client/trust/device_path.h"

#include "client/checks/runner.h"
#include "protocol/text/iso_time.h"
#include "tests/rig/handsets.h"
#include "tests/rig/shared_folder.h"
#include "tests/rig/source_dir.h"

#include <algorithm>
#include <chrono>
#include <doctest/doctest.h>
#include <fmt/format.h>
#include <memory>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

using namespace easprobe;
using rig::handset;
using trust::FaultKind;

namespace {

const std::string pki = (rig::source_dir() / "tests/pki/").string();

std::vector<std::string> ders_of(const std::string& file)
{
    std::vector<std::string> ders;
    const auto certificates = x509::read_certificates(content_of_file(pki + file));
    REQUIRE_MESSAGE(certificates.has_value(), file);
    for (const x509::Certificate& certificate : *certificates)
        ders.push_back(certificate.der);
    return ders;
}

/// The root of the test chains is on the phone, and it is 2009.
Evidence evidence_of(std::vector<std::string> chain)
{
    Evidence evidence;
    evidence.target.host = "eas.example.test";
    evidence.connection.chain = std::move(chain);
    evidence.circumstances.handset_clock = parse_iso8601("2009-06-01T12:00:00Z").value();
    evidence.circumstances.installed_roots = ders_of("installed/root.pem");
    return evidence;
}

trust::DevicePath path_of(const Evidence& evidence)
{
    return trust::build_device_path(evidence.connection.chain, evidence.target.host, handset(),
                                    evidence.circumstances);
}

/// "advice: certificate 2 as sent is ..." of the check that tells what cannot be read.
std::string said_of_order(const Evidence& evidence)
{
    for (const checks::Result& result : checks::run_checks(checks::Case(evidence, handset())))
        if (result.check->id == "trust.chain-in-order" && result.finding() != nullptr)
            return fmt::format("{}: {}", to_string(result.severity()), result.finding()->observed);
    return "nothing";
}

/// Makes authorities below one another; all have the key of the intermediate of the test chains.
class Mint {
  public:
    Mint() : key_(nullptr, EVP_PKEY_free)
    {
        const std::string pem = content_of_file(pki + "keys/issuing.pem");
        const std::unique_ptr<BIO, decltype(&BIO_free)> bio(
            BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())), BIO_free);
        key_.reset(PEM_read_bio_PrivateKey(bio.get(), nullptr, nullptr, nullptr));
        REQUIRE(key_ != nullptr);
    }

    std::string authority(const std::string& subject, const std::string& issuer)
    {
        const std::unique_ptr<X509, decltype(&X509_free)> made(X509_new(), X509_free);
        X509_set_version(made.get(), X509_VERSION_3);
        ASN1_INTEGER_set(X509_get_serialNumber(made.get()), ++serial_);
        X509_set_subject_name(made.get(), name(subject).get());
        X509_set_issuer_name(made.get(), name(issuer).get());
        ASN1_TIME_set_string_X509(X509_getm_notBefore(made.get()), "20090101000000Z");
        ASN1_TIME_set_string_X509(X509_getm_notAfter(made.get()), "20110101000000Z");
        X509_set_pubkey(made.get(), key_.get());
        const std::unique_ptr<X509_EXTENSION, decltype(&X509_EXTENSION_free)> authority(
            X509V3_EXT_conf_nid(nullptr, nullptr, NID_basic_constraints, "critical,CA:TRUE"),
            X509_EXTENSION_free);
        X509_add_ext(made.get(), authority.get(), -1);
        REQUIRE(X509_sign(made.get(), key_.get(), EVP_sha1()) > 0);
        unsigned char* bytes = nullptr;
        const int length = i2d_X509(made.get(), &bytes);
        REQUIRE(length > 0);
        std::string der(reinterpret_cast<char*>(bytes), static_cast<std::size_t>(length));
        OPENSSL_free(bytes);
        return der;
    }

  private:
    using Name = std::unique_ptr<X509_NAME, decltype(&X509_NAME_free)>;

    static Name name(const std::string& common_name)
    {
        Name made(X509_NAME_new(), X509_NAME_free);
        X509_NAME_add_entry_by_txt(made.get(), "CN", MBSTRING_ASC,
                                   reinterpret_cast<const unsigned char*>(common_name.c_str()), -1, -1, 0);
        return made;
    }

    std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key_;
    long serial_ = 0;
};

} // namespace

TEST_CASE("a certificate among those sent that cannot be read is told and does not stop the phone")
{
    auto chain = ders_of("chains/good.pem");
    chain.insert(chain.begin() + 1, chain[1].substr(0, 100));
    const Evidence evidence = evidence_of(chain);
    const auto path = path_of(evidence);
    CHECK(path.certificates.size() == 2);
    CHECK(path.anchor.has_value());
    REQUIRE(path.faults.size() == 1);
    CHECK(path.faults.front().kind == FaultKind::Unreadable);
    CHECK(path.faults.front().certificate == 1);
    CHECK(trust::handset_accepts(chain, "eas.example.test", handset(), evidence.circumstances));
    CHECK(said_of_order(evidence) == "advice: certificate 2 as sent is not a certificate in DER");
}

TEST_CASE("a phone that cannot read the intermediate has no intermediate")
{
    auto chain = ders_of("chains/good.pem");
    chain[1].resize(100);
    const auto path = path_of(evidence_of(chain));
    CHECK(path.faults_of(FaultKind::MissingIntermediate).size() == 1);
    CHECK(path.faults_of(FaultKind::Unreadable).size() == 1);
    CHECK(path.faults.size() == 2);
}

TEST_CASE("a server's own certificate that cannot be read ends it, and nothing else is claimed")
{
    auto chain = ders_of("chains/good.pem");
    chain[0].resize(100);
    const Evidence evidence = evidence_of(chain);
    const auto path = path_of(evidence);
    CHECK(path.certificates.empty());
    CHECK(path.faults.size() == 1);
    CHECK_FALSE(trust::handset_accepts(chain, "eas.example.test", handset(), evidence.circumstances));
    CHECK(said_of_order(evidence) == "blocker: certificate 1 as sent is not a certificate in DER");
    std::size_t findings = 0;
    for (const checks::Result& result : checks::run_checks(checks::Case(evidence, handset())))
        findings += result.check->phase == Phase::Trust && result.finding() != nullptr ? 1 : 0;
    CHECK(findings == 1);
}

TEST_CASE("a signature that was tampered with is not taken for a way to the root")
{
    auto chain = ders_of("chains/good.pem");
    chain[0].back() = static_cast<char>(chain[0].back() ^ 1);
    const auto path = path_of(evidence_of(chain));
    REQUIRE(path.faults_of(FaultKind::MissingIntermediate).size() == 1);
    CHECK(path.faults_of(FaultKind::MissingIntermediate)
              .front()
              ->text.ends_with("(there is one of that name, and it has another key)"));
    CHECK_FALSE(path.anchor.has_value());
}

TEST_CASE("of a chain without end the first hundred certificates are looked at")
{
    auto chain = ders_of("chains/good.pem");
    const std::string intermediate = chain.back();
    chain.resize(1);
    chain.resize(100, chain.front());
    chain.push_back(intermediate);
    CHECK(path_of(evidence_of(chain)).faults_of(FaultKind::MissingIntermediate).size() == 1);
    chain.erase(chain.begin() + 1);
    CHECK(path_of(evidence_of(chain)).faults.empty());
}

TEST_CASE("a thicket of authorities that sign each other is given up in bounded time")
{
    Mint mint;
    std::vector<std::string> chain = {mint.authority("leaf", "left")};
    while (chain.size() < 99) {
        chain.push_back(mint.authority("left", "right"));
        chain.push_back(mint.authority("right", "left"));
    }
    const auto begin = std::chrono::steady_clock::now();
    const auto path = path_of(evidence_of(chain));
    CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(5));
    CHECK(path.certificates.size() == 12);
    CHECK_FALSE(path.anchor.has_value());
    CHECK(path.faults_of(FaultKind::UnknownRoot).size() == 1);
}

TEST_CASE("a path of twelve certificates is followed to the root, one of thirteen is not")
{
    Mint mint;
    std::vector<std::string> chain;
    constexpr int longest = 12;
    for (int i = 0; i < longest; ++i)
        chain.push_back(mint.authority(fmt::format("authority {}", i), fmt::format("authority {}", i + 1)));
    Evidence evidence = evidence_of(chain);
    evidence.circumstances.installed_roots = {mint.authority("authority 12", "authority 12")};
    CHECK(path_of(evidence).anchor.has_value());
    evidence.connection.chain.push_back(mint.authority("authority 12", "authority 13"));
    evidence.circumstances.installed_roots = {mint.authority("authority 13", "authority 13")};
    CHECK_FALSE(path_of(evidence).anchor.has_value());
}
