#include "tools/eas-test-server/play/own_certificate.h"

#include "protocol/x509/deleter.h"
#include <climits>
#include <memory>
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

namespace easprobe::test_server {

namespace {

using x509::Deleter;
using Bio = std::unique_ptr<BIO, Deleter<BIO_free>>;
using Certificate = std::unique_ptr<X509, Deleter<X509_free>>;
using Key = std::unique_ptr<EVP_PKEY, Deleter<EVP_PKEY_free>>;

Bio reading(const std::string& pem)
{
    return Bio(pem.size() > INT_MAX ? nullptr : BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
}

/// Without it OpenSSL would ask for the password on the terminal.
int no_password(char* /*buffer*/, int /*size*/, int /*writing*/, void* /*data*/)
{
    return -1;
}

std::string pem_of(X509* certificate)
{
    const Bio bio(BIO_new(BIO_s_mem()));
    char* data = nullptr;
    if (PEM_write_bio_X509(bio.get(), certificate) != 1)
        return {};
    const long size = BIO_get_mem_data(bio.get(), &data);
    return {data, static_cast<std::size_t>(size)};
}

} // namespace

tl::expected<Certificates, std::string> take_certificates(const OwnCertificate& own)
{
    Certificates taken;
    Certificate first;
    const Bio chain = reading(own.chain);
    while (chain != nullptr) {
        Certificate next(PEM_read_bio_X509(chain.get(), nullptr, no_password, nullptr));
        if (next == nullptr)
            break;
        taken.sent.push_back(pem_of(next.get()));
        if (first == nullptr)
            first = std::move(next);
    }
    const unsigned long ending = ERR_peek_last_error();
    ERR_clear_error();
    if (ERR_GET_REASON(ending) != PEM_R_NO_START_LINE)
        return tl::unexpected(std::string("the chain has a PEM block that is no certificate"));
    if (first == nullptr)
        return tl::unexpected(std::string("the chain has no certificate in PEM"));

    const Bio secret = reading(own.private_key);
    const Key key(secret == nullptr ? nullptr
                                    : PEM_read_bio_PrivateKey(secret.get(), nullptr, no_password, nullptr));
    const bool belongs = key != nullptr && X509_check_private_key(first.get(), key.get()) == 1;
    ERR_clear_error();
    if (key == nullptr)
        return tl::unexpected(std::string("there is no unencrypted private key in PEM"));
    if (!belongs)
        return tl::unexpected(std::string("the private key is not that of the first certificate"));
    taken.leaf = taken.sent.front();
    taken.private_key = own.private_key;
    return taken;
}

} // namespace easprobe::test_server
