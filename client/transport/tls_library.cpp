#include "client/transport/tls_library.h"

#include "protocol/tls/cipher_suites.h"

#include <memory>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/provider.h>
#include <openssl/ssl.h>

namespace easprobe::transport {

namespace {

struct FreeContext {
    void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
};
using Context = std::unique_ptr<SSL_CTX, FreeContext>;

/// RC4 and DES live in a provider that is not loaded of itself; naming one provider takes the automatic
/// loading of the default one away, so both are named. They stay until the process ends, and are then given
/// back, as OpenSSL's own cleaning up leaves to whoever loaded them.
class Providers {
  public:
    Providers()
        : legacy_(OSSL_PROVIDER_load(nullptr, "legacy")), default_(OSSL_PROVIDER_load(nullptr, "default"))
    {
        ERR_clear_error();
    }
    ~Providers()
    {
        for (OSSL_PROVIDER* const provider : {default_, legacy_})
            if (provider != nullptr)
                OSSL_PROVIDER_unload(provider);
    }
    Providers(const Providers&) = delete;
    Providers& operator=(const Providers&) = delete;

  private:
    OSSL_PROVIDER* legacy_;
    OSSL_PROVIDER* default_;
};

bool has(SSL_CTX* context, const char* suite)
{
    const bool has = SSL_CTX_set_cipher_list(context, suite) == 1;
    ERR_clear_error();
    return has;
}

bool is_legacy(SSL_CTX* context)
{
    return context != nullptr && has(context, "RC4-MD5:@SECLEVEL=0") &&
           has(context, "DES-CBC3-SHA:@SECLEVEL=0") &&
           SSL_CTX_set_min_proto_version(context, SSL3_VERSION) == 1 &&
           SSL_CTX_get_min_proto_version(context) == SSL3_VERSION;
}

} // namespace

std::string tls_library()
{
    return OpenSSL_version(OPENSSL_VERSION);
}

void load_legacy_ciphers()
{
    static const Providers providers;
}

bool tls_library_is_legacy(ssl_ctx_st* context)
{
    // It does not change while the process runs.
    static const bool legacy = [context] {
        if (context != nullptr)
            return is_legacy(context);
        load_legacy_ciphers();
        return is_legacy(Context(SSL_CTX_new(TLS_client_method())).get());
    }();
    return legacy;
}

std::string cipher_list(const Hello& hello)
{
    std::string list;
    for (const std::uint16_t suite : hello.suites)
        if (const std::string_view name = tls::openssl_suite_name(suite); !name.empty())
            list += std::string(name) + ':';
    if (!list.empty())
        list += "@SECLEVEL=0";
    return list;
}

} // namespace easprobe::transport
