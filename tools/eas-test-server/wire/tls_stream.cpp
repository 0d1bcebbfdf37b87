#include "protocol/x509/deleter.h"
#include "tools/eas-test-server/wire/stream.h"

#include "client/transport/tls_library.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>
#include <fmt/format.h>
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <sys/socket.h>
#include <utility>

namespace easprobe::test_server {

namespace {

using x509::Deleter;
using Bio = std::unique_ptr<BIO, Deleter<BIO_free>>;
using Ssl = std::unique_ptr<SSL, Deleter<SSL_free>>;
using Certificate = std::unique_ptr<X509, Deleter<X509_free>>;
using Key = std::unique_ptr<EVP_PKEY, Deleter<EVP_PKEY_free>>;

class TlsStream final : public Stream {
  public:
    TlsStream(Ssl ssl, int socket) : ssl_(std::move(ssl)), socket_(socket) {}

    std::string read_some(std::size_t capacity) override
    {
        std::string bytes(std::min<std::size_t>(capacity, INT_MAX), '\0');
        const int count = SSL_read(ssl_.get(), bytes.data(), static_cast<int>(bytes.size()));
        bytes.resize(count > 0 ? static_cast<std::size_t>(count) : 0);
        ERR_clear_error();
        return bytes;
    }

    bool write(std::string_view bytes) override
    {
        while (!bytes.empty()) {
            const int size = static_cast<int>(std::min<std::size_t>(bytes.size(), INT_MAX));
            const int count = SSL_write(ssl_.get(), bytes.data(), size);
            ERR_clear_error();
            if (count <= 0)
                return false;
            bytes.remove_prefix(static_cast<std::size_t>(count));
        }
        return true;
    }

    void finish() override
    {
        SSL_shutdown(ssl_.get());
        ERR_clear_error();
    }

    // A client that leaves sends a close_notify first, so an alert record that waits means the same as the
    // end.
    bool peer_gone() const override
    {
        constexpr char alert_record = 21; // RFC 5246 6.2.1
        char type = 0;
        const ssize_t count = recv(socket_, &type, 1, MSG_PEEK | MSG_DONTWAIT);
        if (count > 0)
            return type == alert_record;
        return count == 0 || (errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR);
    }

  private:
    Ssl ssl_;
    int socket_;
};

std::string openssl_error()
{
    std::array<char, 256> text{};
    ERR_error_string_n(ERR_get_error(), text.data(), text.size());
    return text.data();
}

Bio reading(const std::string& pem)
{
    return Bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
}

struct Spoken {
    TlsOffer offer;
    std::string_view word;
    int least;
    int most;
    const char* suites; ///< In the server's order.
};

// The orders of the two Windows versions: Windows Server 2003 has no AES without a later hotfix.
constexpr std::array spoken_words = {
    Spoken{TlsOffer::Handset, "handset", TLS1_VERSION, TLS1_2_VERSION,
           "AES128-SHA:AES256-SHA:ECDHE-ECDSA-AES128-SHA:@SECLEVEL=0"},
    Spoken{TlsOffer::Tls10, "tls-1.0", TLS1_VERSION, TLS1_VERSION,
           "AES128-SHA:AES256-SHA:ECDHE-ECDSA-AES128-SHA:@SECLEVEL=0"},
    Spoken{TlsOffer::Tls12, "tls-1.2", TLS1_2_VERSION, TLS1_2_VERSION,
           "ECDHE-RSA-AES128-GCM-SHA256:AES128-GCM-SHA256:AES128-SHA:@SECLEVEL=0"},
    Spoken{TlsOffer::Windows2003, "windows-2003", SSL3_VERSION, TLS1_VERSION,
           "RC4-MD5:RC4-SHA:DES-CBC3-SHA:DES-CBC-SHA:@SECLEVEL=0"},
    Spoken{TlsOffer::Windows2008, "windows-2008", SSL3_VERSION, TLS1_VERSION,
           "AES128-SHA:AES256-SHA:RC4-SHA:DES-CBC3-SHA:RC4-MD5:@SECLEVEL=0"},
};

const Spoken& spoken(TlsOffer offer)
{
    return *std::ranges::find(spoken_words, offer, &Spoken::offer);
}

bool offer_versions(SSL_CTX* context, TlsOffer offer)
{
    const Spoken& wanted = spoken(offer);
    SSL_CTX_set_security_level(context, 0);
    SSL_CTX_clear_options(context, SSL_OP_NO_SSLv3);
    return SSL_CTX_set_min_proto_version(context, wanted.least) == 1 &&
           SSL_CTX_set_max_proto_version(context, wanted.most) == 1 &&
           SSL_CTX_set_cipher_list(context, wanted.suites) == 1;
}

bool load(SSL_CTX* context, const std::vector<std::string>& sent, const std::string& private_key)
{
    for (std::size_t i = 0; i < sent.size(); ++i) {
        const Bio bio = reading(sent[i]);
        Certificate certificate(PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr));
        if (certificate == nullptr)
            return false;
        if (i == 0 && SSL_CTX_use_certificate(context, certificate.get()) != 1)
            return false;
        if (i > 0 && SSL_CTX_add1_chain_cert(context, certificate.get()) != 1)
            return false;
    }
    const Bio bio = reading(private_key);
    const Key key(PEM_read_bio_PrivateKey(bio.get(), nullptr, nullptr, nullptr));
    return key != nullptr && SSL_CTX_use_PrivateKey(context, key.get()) == 1;
}

} // namespace

std::span<const TlsOfferWord> tls_offer_words()
{
    static const auto words = [] {
        std::array<TlsOfferWord, spoken_words.size()> made{};
        std::ranges::transform(spoken_words, made.begin(), [](const Spoken& each) {
            return TlsOfferWord{each.word, each.offer};
        });
        return made;
    }();
    return words;
}

struct TlsContext::Context {
    std::unique_ptr<SSL_CTX, Deleter<SSL_CTX_free>> openssl;
};

TlsContext::TlsContext(std::unique_ptr<Context> context) : context_(std::move(context)) {}
TlsContext::~TlsContext() = default;
TlsContext::TlsContext(TlsContext&&) noexcept = default;

tl::expected<TlsContext, std::string> TlsContext::create(TlsOffer offer, const std::vector<std::string>& sent,
                                                         const std::string& private_key)
{
    const bool is_old = spoken(offer).least == SSL3_VERSION;
    if (is_old && !transport::tls_library_is_legacy())
        return tl::unexpected(
            fmt::format("this build cannot play {}: its TLS library ({}) has no SSL 3.0, RC4 "
                        "and 3DES",
                        spoken(offer).word, transport::tls_library()));
    auto context = std::make_unique<Context>();
    context->openssl.reset(SSL_CTX_new(TLS_server_method()));
    SSL_CTX* const raw = context->openssl.get();
    if (raw == nullptr || !offer_versions(raw, offer) || !load(raw, sent, private_key))
        return tl::unexpected(openssl_error());
    // Without it OpenSSL adds certificates from the system's store to a chain that is to stay incomplete.
    SSL_CTX_set_mode(raw, SSL_MODE_NO_AUTO_CHAIN);
    SSL_CTX_set_options(raw, SSL_OP_CIPHER_SERVER_PREFERENCE | SSL_OP_NO_RENEGOTIATION);
    const std::array<unsigned char, 8> session_id_context = {'e', 'a', 's', 'p', 'r', 'o', 'b', 'e'};
    SSL_CTX_set_session_id_context(raw, session_id_context.data(), session_id_context.size());
    return TlsContext(std::move(context));
}

std::unique_ptr<Stream> TlsContext::accept(int socket) const
{
    Ssl ssl(SSL_new(context_->openssl.get()));
    if (ssl == nullptr || SSL_set_fd(ssl.get(), socket) != 1 || SSL_accept(ssl.get()) != 1) {
        ERR_clear_error();
        return nullptr;
    }
    return std::make_unique<TlsStream>(std::move(ssl), socket);
}

} // namespace easprobe::test_server
