#include "client/transport/tls_channel.h"

#include "client/transport/tls_library.h"
#include "protocol/x509/decoded.h"

#include <algorithm>
#include <array>
#include <openssl/crypto.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <utility>

namespace easprobe::transport {

namespace {

std::string to_der(X509* certificate)
{
    unsigned char* bytes = nullptr;
    const int length = i2d_X509(certificate, &bytes);
    if (length <= 0)
        return {};
    std::string der(reinterpret_cast<char*>(bytes), static_cast<std::size_t>(length));
    OPENSSL_free(bytes);
    return der;
}

} // namespace

struct TlsChannel::State {
    std::string ciphers;
    int highest;
    bool sends_sni;
    ChainVerdict accepts;
    Connection& connection;
    bool refused = false;

    void note_progress(const SSL* ssl, int where, int value)
    {
        connection.connected = true;
        if ((where & SSL_CB_HANDSHAKE_DONE) != 0) {
            connection.handshake_completed = true;
            connection.tls_version = SSL_get_version(ssl);
            connection.cipher_suite = SSL_get_cipher_name(ssl);
        }
        if ((where & SSL_CB_READ_ALERT) == SSL_CB_READ_ALERT && value >> 8 == SSL3_AL_FATAL)
            connection.alert = value & 0xff;
    }

    int judge_chain(X509_STORE_CTX* store)
    {
        connection.chain.clear();
        // The certificates as sent: the chain of a store context is only what OpenSSL itself would build.
        const STACK_OF(X509)* sent = X509_STORE_CTX_get0_untrusted(store);
        for (int i = 0; i < sk_X509_num(sent); ++i) {
            connection.chain.push_back(to_der(sk_X509_value(sent, i)));
            x509::keep_decoded(connection.chain.back(), sk_X509_value(sent, i));
        }
        refused = !accepts(connection.chain);
        if (refused)
            X509_STORE_CTX_set_error(store, X509_V_ERR_CERT_REJECTED);
        return refused ? 0 : 1;
    }
};

namespace {

int context_index()
{
    static const int index = SSL_CTX_get_ex_new_index(0, nullptr, nullptr, nullptr, nullptr);
    return index;
}

TlsChannel::State* state_of(const SSL* ssl)
{
    return static_cast<TlsChannel::State*>(SSL_CTX_get_ex_data(SSL_get_SSL_CTX(ssl), context_index()));
}

/// Sees each record's header before OpenSSL judges it, so that an answer which is not TLS is seen as well.
void on_message(int sent, int, int content_type, const void* bytes, std::size_t size, SSL* ssl, void*)
{
    std::string& first = state_of(ssl)->connection.first_bytes;
    if (sent == 0 && content_type == SSL3_RT_HEADER && first.empty())
        first.assign(static_cast<const char*>(bytes), std::min<std::size_t>(size, SSL3_RT_HEADER_LENGTH));
}

void on_progress(const SSL* ssl, int where, int value)
{
    TlsChannel::State* state = state_of(ssl);
    if ((where & SSL_CB_HANDSHAKE_START) != 0 && !state->sends_sni)
        // curl has set a name by now; the handset's TLS knows no extensions. The library's own interface
        // takes a mutable session here, and the callback's const is only its signature.
        SSL_ctrl(const_cast<SSL*>(ssl), SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name, nullptr);
    state->note_progress(ssl, where, value);
}

int on_chain(X509_STORE_CTX* store, void* state)
{
    return static_cast<TlsChannel::State*>(state)->judge_chain(store);
}

} // namespace

TlsChannel::TlsChannel(const Hello& hello, ChainVerdict accepts, Connection& connection)
    : state_(new State{cipher_list(hello), hello.highest_version == "SSL 3.0" ? SSL3_VERSION : TLS1_VERSION,
                       hello.sends_sni, std::move(accepts), connection})
{
    load_legacy_ciphers();
}

TlsChannel::~TlsChannel() = default;

bool TlsChannel::prepare(ssl_ctx_st* context)
{
    // Certificates of that age are SHA-1 and 1024 bits; the level would refuse them before anyone could
    // judge.
    SSL_CTX_set_security_level(context, 0);
    SSL_CTX_clear_options(context, SSL_OP_NO_SSLv3 | SSL_OP_NO_TLSv1);
    SSL_CTX_set_min_proto_version(context, tls_library_is_legacy(context) ? SSL3_VERSION : TLS1_VERSION);
    SSL_CTX_set_max_proto_version(context, state_->highest);
    if (state_->ciphers.empty() || SSL_CTX_set_cipher_list(context, state_->ciphers.c_str()) != 1)
        return false;
    SSL_CTX_set_options(context, SSL_OP_NO_TICKET | SSL_OP_NO_ENCRYPT_THEN_MAC |
                                     SSL_OP_NO_EXTENDED_MASTER_SECRET | SSL_OP_LEGACY_SERVER_CONNECT |
                                     SSL_OP_IGNORE_UNEXPECTED_EOF);
    SSL_CTX_set_ex_data(context, context_index(), state_.get());
    SSL_CTX_set_info_callback(context, on_progress);
    SSL_CTX_set_msg_callback(context, on_message);
    SSL_CTX_set_verify(context, SSL_VERIFY_PEER, nullptr);
    SSL_CTX_set_cert_verify_callback(context, on_chain, state_.get());
    return true;
}

bool TlsChannel::refused() const
{
    return state_->refused;
}

} // namespace easprobe::transport
