#pragma once

#include "client/evidence/evidence.h"
#include "client/handset/profile.h"

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

struct ssl_ctx_st;

namespace easprobe::transport {

/// Decides on the server's chain as the handset would; DER, in the order sent.
using ChainVerdict = std::function<bool(const std::vector<std::string>&)>;

/// Makes a TLS channel behave as the handset's: TLS 1.0 at most, its suites in its order, no server name, no
/// session ticket; and writes what is seen of the handshake into a Connection.
class TlsChannel {
  public:
    TlsChannel(const Hello& hello, ChainVerdict accepts, Connection& connection);
    ~TlsChannel();
    TlsChannel(const TlsChannel&) = delete;
    TlsChannel& operator=(const TlsChannel&) = delete;

    /// For a context that is about to be used. False when this build can offer nothing the handset offers.
    bool prepare(ssl_ctx_st* context);

    /// The handset itself refused the chain in the last handshake.
    bool refused() const;

    struct State;

  private:
    std::unique_ptr<State> state_;
};

} // namespace easprobe::transport
