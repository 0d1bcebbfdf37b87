#pragma once

#include <chrono>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

namespace easprobe::test_server {

/// One accepted connection, plain or TLS, on a blocking socket. Any call may end early because somebody shut
/// the socket down: that is how the server stops.
class Stream {
  public:
    virtual ~Stream() = default;

    /// At most `capacity` bytes; empty at the end of the stream, on an error and after the socket's time
    /// limit.
    virtual std::string read_some(std::size_t capacity) = 0;
    /// False when not everything could be sent.
    virtual bool write(std::string_view bytes) = 0;
    /// Says goodbye as the protocol has it (close_notify); not called where a fault is to cut the connection.
    virtual void finish() = 0;
    /// The peer has closed its side and nothing is waiting to be read.
    virtual bool peer_gone() const = 0;
};

/// Takes over nothing: the socket stays the caller's to close.
std::unique_ptr<Stream> plain_stream(int socket);

/// Which TLS versions and suites are spoken.
enum class TlsOffer {
    Handset,     ///< TLS 1.0 to 1.2 with AES128-SHA and AES256-SHA: what a Windows Mobile handset can do.
    Tls10,       ///< TLS 1.0 alone, the same suites.
    Tls12,       ///< TLS 1.2 alone.
    Windows2003, ///< IIS 6: SSL 3.0 and TLS 1.0 with RC4, 3DES and DES, and no AES.
    Windows2008, ///< IIS 7: SSL 3.0 and TLS 1.0 with AES first, then RC4 and 3DES.
};

/// One word of the list, as scenarios and the command line spell it.
struct TlsOfferWord {
    std::string_view word;
    TlsOffer value;
};

std::span<const TlsOfferWord> tls_offer_words();

/// The TLS side of a listener: certificates, key, versions, suites. Shared by its connections.
class TlsContext {
  public:
    /// `sent` and `private_key` are PEM, leaf first. The error is OpenSSL's, in words.
    static tl::expected<TlsContext, std::string> create(TlsOffer offer, const std::vector<std::string>& sent,
                                                        const std::string& private_key);
    ~TlsContext();
    TlsContext(TlsContext&&) noexcept;

    /// Shakes hands; null when that fails, whatever the reason.
    std::unique_ptr<Stream> accept(int socket) const;

  private:
    struct Context;
    explicit TlsContext(std::unique_ptr<Context> context);
    std::unique_ptr<Context> context_;
};

} // namespace easprobe::test_server
