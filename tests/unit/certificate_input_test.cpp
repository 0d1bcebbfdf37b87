// Files about a server's certificate, as authorities, wizards and backups leave them.
#include "client/evidence/offline_certificate.h"
#include "protocol/text/base64.h"
#include "protocol/x509/certificate_input.h"
#include "protocol/x509/deleter.h"
#include "protocol/x509/read_owner.h"
#include "tests/rig/shared_folder.h"
#include "tools/eas-test-server/play/certificate_authority.h"

#include <chrono>
#include <cstring>
#include <doctest/doctest.h>
#include <openssl/bio.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/pkcs7.h>
#include <openssl/provider.h>
#include <openssl/x509v3.h>

using namespace easprobe;
using x509::Deleter;
using PrivateKey = OfflineCertificate::PrivateKey;

namespace {

using Bio = std::unique_ptr<BIO, Deleter<BIO_free>>;
using Key = std::unique_ptr<EVP_PKEY, Deleter<EVP_PKEY_free>>;
using Certificate509 = std::unique_ptr<X509, Deleter<X509_free>>;

constexpr const char* password = "Zq7-horse";

/// A leaf for mail.example.test below an intermediate below a root.
const test_server::Certificates& made()
{
    static const auto certificates = test_server::make_certificates(
        test_server::Chain::Good, {"mail.example.test"},
        std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()));
    REQUIRE(certificates.has_value());
    return *certificates;
}

Bio memory(const std::string& text)
{
    return Bio(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
}

Certificate509 certificate_in(const std::string& pem)
{
    return Certificate509(PEM_read_bio_X509(memory(pem).get(), nullptr, nullptr, nullptr));
}

Key private_key()
{
    return Key(PEM_read_bio_PrivateKey(memory(made().private_key).get(), nullptr, nullptr, nullptr));
}

/// RC2 and the like, for this file alone.
OSSL_LIB_CTX* old_algorithms()
{
    static OSSL_LIB_CTX* const context = [] {
        OSSL_LIB_CTX* fresh = OSSL_LIB_CTX_new();
        OSSL_PROVIDER_load(fresh, "default");
        OSSL_PROVIDER_load(fresh, "legacy");
        return fresh;
    }();
    return context;
}

struct PfxOrder {
    EVP_PKEY* key = nullptr;
    int certificate_encryption = NID_pbe_WithSHA1And40BitRC2_CBC; ///< What Windows Server 2003 writes.
    int iterations = 2000;
};

std::string pfx(const PfxOrder& order)
{
    const Certificate509 leaf = certificate_in(made().leaf);
    const Certificate509 intermediate = certificate_in(made().intermediate);
    STACK_OF(X509)* others = sk_X509_new_null();
    sk_X509_push(others, intermediate.get());
    PKCS12* const file = PKCS12_create_ex(
        password, "a friendly name", order.key, leaf.get(), others, NID_pbe_WithSHA1And3_Key_TripleDES_CBC,
        order.certificate_encryption, order.iterations, order.iterations, 0, old_algorithms(), nullptr);
    sk_X509_free(others);
    REQUIRE(file != nullptr);
    std::string der = x509::encoded(i2d_PKCS12, file);
    PKCS12_free(file);
    return der;
}

x509::AskPassword give(const char* word)
{
    return [word] { return std::string(word); };
}

tl::expected<x509::CertificateInput, x509::CertificateError> read(const std::string& content)
{
    return x509::read_certificate_input(content, give(password));
}

std::string error_of(const std::string& content, const char* word)
{
    const auto input = x509::read_certificate_input(content, give(word));
    return input ? "" : input.error().what;
}

OfflineChain assembled(const std::vector<std::string>& files)
{
    std::vector<x509::CertificateInput> inputs;
    for (const std::string& file : files)
        inputs.push_back(read(file).value());
    return assemble_offline(std::move(inputs)).value();
}

std::string subject_of(const std::string& der)
{
    return x509::read_certificate(der)->subject;
}

/// A request for a key of 1024 bits as Microsoft's wizard writes it: usages under an attribute of its own.
std::string request_pem()
{
    const Key key(EVP_RSA_gen(1024));
    X509_REQ* const request = X509_REQ_new();
    X509_NAME_add_entry_by_txt(X509_REQ_get_subject_name(request), "CN", MBSTRING_ASC,
                               reinterpret_cast<const unsigned char*>("mail.example.test"), -1, -1, 0);
    X509_REQ_set_pubkey(request, key.get());
    STACK_OF(X509_EXTENSION)* extensions = sk_X509_EXTENSION_new_null();
    sk_X509_EXTENSION_push(extensions,
                           X509V3_EXT_conf_nid(nullptr, nullptr, NID_ext_key_usage, "serverAuth"));
    X509_REQ_add_extensions_nid(request, extensions, NID_ms_ext_req);
    sk_X509_EXTENSION_pop_free(extensions, X509_EXTENSION_free);
    X509_REQ_sign(request, key.get(), EVP_sha1());
    const Bio out(BIO_new(BIO_s_mem()));
    PEM_write_bio_X509_REQ_NEW(out.get(), request);
    X509_REQ_free(request);
    char* data = nullptr;
    const long size = BIO_get_mem_data(out.get(), &data);
    return {data, static_cast<std::size_t>(size)};
}

} // namespace

TEST_CASE("a PFX as Windows Server 2003 exports it gives certificates and the key that is theirs")
{
    const Key key = private_key();
    const auto input = read(pfx({key.get()}));
    REQUIRE(input.has_value());
    CHECK(input->is_backup);
    CHECK_FALSE(input->in_order);
    CHECK(input->certificates.size() == 2);
    REQUIRE(input->keys.size() == 1);
    const OfflineChain offline = assembled({pfx({key.get()})});
    CHECK(offline.certificate.private_key == PrivateKey::Matches);
    REQUIRE(offline.chain.size() == 2);
    CHECK(subject_of(offline.chain.front()) == "CN=mail.example.test, O=easprobe test server");
}

TEST_CASE("a PFX with the encryption of today is read as well")
{
    const Key key = private_key();
    CHECK(read(pfx({key.get(), NID_aes_256_cbc})).has_value());
}

TEST_CASE("a PFX that was exported without its key is a backup of nothing")
{
    CHECK(assembled({pfx({})}).certificate.private_key == PrivateKey::Missing);
}

TEST_CASE("a PFX is not opened by another password, and without any it says what it is")
{
    const Key key = private_key();
    const std::string file = pfx({key.get()});
    CHECK(error_of(file, "wrong") ==
          "a PFX (PKCS#12) that this password does not open: it is another's, or the file is damaged");
    const auto without = x509::read_certificate_input(file, nullptr);
    REQUIRE_FALSE(without.has_value());
    CHECK(without.error().what == "a PFX, which needs a password");
}

TEST_CASE("a PFX that asks for more iterations than a password is worth is refused before the first")
{
    const Key key = private_key();
    constexpr int three_bytes = 0x010000;
    std::string file = pfx({key.get(), NID_pbe_WithSHA1And40BitRC2_CBC, three_bytes});
    // The count of the integrity check ends the file.
    const std::string count("\x02\x03\x01\x00\x00", 5);
    REQUIRE(file.ends_with(count));
    CHECK(read(file).has_value());
    file.replace(file.size() - count.size(), count.size(), "\x02\x03\x7F\xFF\xFF");
    CHECK(error_of(file, password) ==
          "a file whose password would take more than 5 million iterations to turn into a key");
}

TEST_CASE("a private key beside a certificate is compared with it, and a foreign one is told apart")
{
    CHECK(assembled({made().leaf + made().private_key}).certificate.private_key == PrivateKey::Matches);
    CHECK(assembled({made().leaf, made().private_key + made().intermediate}).certificate.private_key ==
          PrivateKey::Matches);
    CHECK(assembled({made().intermediate + made().private_key}).certificate.private_key ==
          PrivateKey::OfAnother);
    CHECK(assembled({made().leaf}).certificate.private_key == PrivateKey::NotGiven);
}

TEST_CASE("an encrypted private key is opened with the password")
{
    const Key key = private_key();
    const Bio out(BIO_new(BIO_s_mem()));
    REQUIRE(PEM_write_bio_PKCS8PrivateKey(out.get(), key.get(), EVP_aes_128_cbc(), password,
                                          static_cast<int>(std::strlen(password)), nullptr, nullptr) == 1);
    char* data = nullptr;
    const long size = BIO_get_mem_data(out.get(), &data);
    const std::string pem(data, static_cast<std::size_t>(size));
    CHECK(assembled({made().leaf + pem}).certificate.private_key == PrivateKey::Matches);
    CHECK(error_of(made().leaf + pem, "wrong") == "a private key that this password does not open");
}

TEST_CASE("a private key that is neither RSA nor on a curve is not computed with")
{
    // PKCS#8 of a DSA key: of such a one the public half would be computed, for as long as its maker likes.
    const std::string dsa = "MB4CAQAwFAYHKoZIzjgEATAJAgEXAgELAgEEBAMCAQM=";
    CHECK(error_of(made().leaf + "-----BEGIN PRIVATE KEY-----\n" + dsa + "\n-----END PRIVATE KEY-----\n",
                   password) == "a private key that is neither RSA nor on an elliptic curve");
    CHECK(error_of(made().leaf + "-----BEGIN DSA PRIVATE KEY-----\nAAAA\n-----END DSA PRIVATE KEY-----\n",
                   password) == "a private key that is neither RSA nor on an elliptic curve");
}

TEST_CASE("the server's own certificate is found in a chain of any order")
{
    for (const auto& order : {std::vector{made().leaf, made().intermediate, made().root},
                              std::vector{made().root, made().intermediate, made().leaf},
                              std::vector{made().intermediate, made().leaf, made().root}}) {
        const OfflineChain offline = assembled(order);
        CHECK(subject_of(offline.chain.front()) == "CN=mail.example.test, O=easprobe test server");
        CHECK(offline.chain.size() == 3);
        CHECK(offline.certificate.in_order == (order.front() == made().leaf));
    }
}

TEST_CASE("a bundle as a Windows authority hands it out holds a chain, under either label")
{
    PKCS7* const bundle = PKCS7_new();
    PKCS7_set_type(bundle, NID_pkcs7_signed);
    PKCS7_content_new(bundle, NID_pkcs7_data);
    for (const std::string& pem : {made().root, made().leaf, made().intermediate})
        PKCS7_add_certificate(bundle, certificate_in(pem).get());
    const std::string der = x509::encoded(i2d_PKCS7, bundle);
    PKCS7_free(bundle);
    for (const std::string& file :
         {der, "-----BEGIN PKCS7-----\n" + base64_encode(der) + "\n-----END PKCS7-----\n",
          "-----BEGIN CERTIFICATE-----\n" + base64_encode(der) + "\n-----END CERTIFICATE-----\n"}) {
        const auto input = read(file);
        REQUIRE(input.has_value());
        CHECK(input->certificates.size() == 3);
        CHECK_FALSE(input->in_order);
    }
}

TEST_CASE("a request says for whom, with what key and for which use")
{
    const auto input = read("pasted into a mail:\n\n" + request_pem() + "\nregards");
    REQUIRE(input.has_value());
    REQUIRE(input->requests.size() == 1);
    const x509::Request& request = input->requests.front();
    CHECK(request.subject == "CN=mail.example.test");
    CHECK(request.key_bits == 1024);
    CHECK(request.has_extended_key_usage);
    CHECK(request.server_auth);
    CHECK(request.proves_private_key);
    CHECK_FALSE(assemble_offline({*input, *input}).has_value());
}

TEST_CASE("a request whose signature is not its key's does not prove that key")
{
    const auto input = read(request_pem());
    REQUIRE(input.has_value());
    std::string der = input->requests.front().der;
    der.back() = static_cast<char>(der.back() ^ 1);
    const auto changed = x509::read_request(der);
    REQUIRE(changed.has_value());
    CHECK_FALSE(changed->proves_private_key);
}

TEST_CASE("the request printed in the deployment guide is read out of the middle of its text")
{
    const auto folder = shared_folder("facts");
    if (!folder) {
        MESSAGE("skipped: the folder with the guide is not there");
        return;
    }
    const auto input = read(content_of_file(*folder / "deployment-guide.txt"));
    REQUIRE(input.has_value());
    REQUIRE(input->requests.size() == 1);
    const x509::Request& request = input->requests.front();
    // The wizard wrote the name from the common name down, which RFC 4514 turns round.
    CHECK(request.subject == "C=US, ST=Washington, L=Redmond, O=MTP, OU=Mobility, "
                             "CN=khalids4.redmond.corp.microsoft.com");
    CHECK(request.key_bits == 1024);
    CHECK(request.server_auth);
    CHECK(request.key_encipherment);
    CHECK(request.proves_private_key);
}

TEST_CASE("a private key in a file of its own is that of the certificate beside it, or of another")
{
    for (const auto& files : {std::vector{made().leaf, made().private_key},
                              std::vector{made().private_key, made().leaf + made().intermediate}})
        CHECK(assembled(files).certificate.private_key == PrivateKey::Matches);
    CHECK(assembled({made().intermediate, made().private_key}).certificate.private_key ==
          PrivateKey::OfAnother);
    const auto alone = assemble_offline({read(made().private_key).value()});
    REQUIRE_FALSE(alone.has_value());
    CHECK(alone.error() == "a private key, and no certificate beside it");
    // Among the roots of a handset a key has no place, and no password is asked for.
    const auto among_roots = x509::read_filed_certificates(made().private_key);
    REQUIRE_FALSE(among_roots.has_value());
    CHECK(among_roots.error().what == "a private key, and no certificate");
}

TEST_CASE("what is none of all this is refused with a sentence")
{
    CHECK(error_of("a letter", password) ==
          "neither PEM, DER, a PFX, a wap-provisioningdoc with certificates nor a cabinet of one");
    CHECK(error_of("-----BEGIN CERTIFICATE-----\nAAAA\n", password) ==
          "a PEM block without its end: there is no '-----END CERTIFICATE-----'");
    CHECK(error_of("-----BEGIN CERTIFICATE", password) == "a PEM header without its end");
    CHECK(error_of("-----BEGIN CERTIFICATE-----\n*\n-----END CERTIFICATE-----", password) ==
          "a PEM block that is not base64");
    CHECK(error_of("-----BEGIN DH PARAMETERS-----\nAAAA\n-----END DH PARAMETERS-----", password) ==
          "no certificate among the PEM blocks (the first is called 'DH PARAMETERS')");
    CHECK(error_of("-----BEGIN CERTIFICATE REQUEST-----\nAAAA\n-----END CERTIFICATE REQUEST-----",
                   password) == "not a certificate request in DER");
    CHECK(error_of(made().leaf + "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----", password) ==
          "a private key that cannot be read");
}
