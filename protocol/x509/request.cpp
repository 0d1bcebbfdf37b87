#include "protocol/x509/request.h"

#include "protocol/x509/error_mark.h"
#include "protocol/x509/read_owner.h"

#include <memory>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

namespace easprobe::x509 {

namespace {

constexpr std::size_t largest_request = 64UL * 1024;

using RequestPointer = std::unique_ptr<X509_REQ, decltype(&X509_REQ_free)>;

void free_extensions(STACK_OF(X509_EXTENSION) * extensions)
{
    sk_X509_EXTENSION_pop_free(extensions, X509_EXTENSION_free);
}

bool signed_with_own_key(X509_REQ* encoded_request)
{
    EVP_PKEY* const key = X509_REQ_get0_pubkey(encoded_request);
    return key != nullptr && X509_REQ_verify(encoded_request, key) == 1;
}

} // namespace

tl::expected<Request, CertificateError> read_request(std::string_view der)
{
    if (der.size() > largest_request)
        return tl::unexpected(CertificateError{"a certificate request larger than 64 KiB", largest_request});
    const ErrorMark mark;
    const auto* begin = reinterpret_cast<const unsigned char*>(der.data());
    const unsigned char* at = begin;
    const RequestPointer parsed(d2i_X509_REQ(nullptr, &at, static_cast<long>(der.size())), X509_REQ_free);
    if (!parsed)
        return tl::unexpected(CertificateError{"not a certificate request in DER", 0});
    if (at != begin + der.size())
        return tl::unexpected(CertificateError{"there is more after the certificate request",
                                               static_cast<std::size_t>(at - begin)});
    // The standard attribute (RFC 2985 5.4.2) and the one Microsoft's wizard writes alike.
    const std::unique_ptr<STACK_OF(X509_EXTENSION), decltype(&free_extensions)> extensions(
        X509_REQ_get_extensions(parsed.get()), free_extensions);
    Request request;
    request.der = der;
    request.sha1_thumbprint = sha1_of(der);
    if (!read_owner(X509_REQ_get_subject_name(parsed.get()), X509_REQ_get_X509_PUBKEY(parsed.get()),
                    extensions.get(), request))
        return tl::unexpected(CertificateError{"a certificate request whose name cannot be read", 0});
    request.proves_private_key = signed_with_own_key(parsed.get());
    return request;
}

} // namespace easprobe::x509
