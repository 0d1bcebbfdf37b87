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

bool library_has(SSL_CTX* context, std::string_view suite)
{
    const bool has = SSL_CTX_set_cipher_list(context, (std::string(suite) + ":@SECLEVEL=0").c_str()) == 1;
    ERR_clear_error();
    return has;
}

bool speaks_ssl3(SSL_CTX* context)
{
    return SSL_CTX_set_min_proto_version(context, SSL3_VERSION) == 1 &&
           SSL_CTX_get_min_proto_version(context) == SSL3_VERSION;
}

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

} // namespace

std::string tls_library()
{
    return OpenSSL_version(OPENSSL_VERSION);
}

bool tls_library_is_legacy()
{
    // It does not change while the process runs, and a context takes a millisecond to make.
    static const Providers providers;
    static const bool legacy = [] {
        const Context context(SSL_CTX_new(TLS_client_method()));
        return context && library_has(context.get(), "RC4-MD5") &&
               library_has(context.get(), "DES-CBC3-SHA") && speaks_ssl3(context.get());
    }();
    return legacy;
}

std::string cipher_list(const Hello& hello)
{
    static_cast<void>(tls_library_is_legacy());
    const Context context(SSL_CTX_new(TLS_client_method()));
    if (!context)
        return {};
    std::string list;
    for (const std::uint16_t suite : hello.suites) {
        const std::string_view name = tls::openssl_suite_name(suite);
        if (!name.empty() && library_has(context.get(), name))
            list += std::string(name) + ':';
    }
    if (!list.empty())
        list += "@SECLEVEL=0";
    return list;
}

} // namespace easprobe::transport
