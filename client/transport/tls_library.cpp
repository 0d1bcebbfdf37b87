#include "client/transport/tls_library.h"

#include "protocol/tls/cipher_suites.h"

#include <memory>
#include <mutex>
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

/// Asks the library what it can do, with the one context of the process that is for asking: to make one takes
/// a millisecond or two. Nobody else asks meanwhile.
class Probing {
  public:
    Probing() : lock_(mutex()), context_(context()) {}

    bool has(std::string_view suite) const
    {
        const bool has =
            context_ != nullptr &&
            SSL_CTX_set_cipher_list(context_, (std::string(suite) + ":@SECLEVEL=0").c_str()) == 1;
        ERR_clear_error();
        return has;
    }

    bool speaks_ssl3() const
    {
        return context_ != nullptr && SSL_CTX_set_min_proto_version(context_, SSL3_VERSION) == 1 &&
               SSL_CTX_get_min_proto_version(context_) == SSL3_VERSION;
    }

  private:
    static std::mutex& mutex()
    {
        static std::mutex one;
        return one;
    }
    static SSL_CTX* context()
    {
        static const Providers providers; // Before the context, and so beyond its end.
        static const Context one(SSL_CTX_new(TLS_client_method()));
        return one.get();
    }

    std::lock_guard<std::mutex> lock_;
    SSL_CTX* context_;
};

} // namespace

std::string tls_library()
{
    return OpenSSL_version(OPENSSL_VERSION);
}

bool tls_library_is_legacy()
{
    // It does not change while the process runs.
    static const bool legacy = [] {
        const Probing probing;
        return probing.has("RC4-MD5") && probing.has("DES-CBC3-SHA") && probing.speaks_ssl3();
    }();
    return legacy;
}

std::string cipher_list(const Hello& hello)
{
    const Probing probing;
    std::string list;
    for (const std::uint16_t suite : hello.suites) {
        const std::string_view name = tls::openssl_suite_name(suite);
        if (!name.empty() && probing.has(name))
            list += std::string(name) + ':';
    }
    if (!list.empty())
        list += "@SECLEVEL=0";
    return list;
}

} // namespace easprobe::transport
