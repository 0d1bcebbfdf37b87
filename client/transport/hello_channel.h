#pragma once

#include "client/transport/https_channel.h"

#include <memory>
#include <optional>
#include <string>

namespace easprobe::transport {

/// One ClientHello over a TCP connection of its own: sends it, reads what the server says in clear, bounded
/// in size, and closes. No TLS library is involved, so any hello can be sent and any answer read. Like
/// HttpsChannel it never waits: a driver does, between its steps.
class HelloChannel {
  public:
    /// What is to be waited for before it can go on.
    enum class Wants { Nothing, ToRead, ToWrite };

    HelloChannel(const Origin& origin, ChannelOptions options, std::string name, tls::ClientHello hello);
    ~HelloChannel();
    HelloChannel(const HelloChannel&) = delete;
    HelloChannel& operator=(const HelloChannel&) = delete;

    /// @param limit To connect.
    /// @return libcurl's easy handle, for the driver to perform: it connects and no more. Names, --resolve
    /// and several addresses are treated as for a request. Null where libcurl cannot be initialised.
    void* begin(Limit limit);

    /// The driver has performed it.
    /// @param curl_code libcurl's CURLcode.
    Wants connected(int curl_code);
    /// The socket is as was wanted.
    Wants go_on();
    /// It is not, and time is up or the user has interrupted the run.
    void give_up(TransportFailure::Kind kind);

    /// To be waited on while it wants something.
    int socket() const;

    HelloProbe finish(Milliseconds took);

    /// libcurl's multi handle of this channel alone, as HttpsChannel has one.
    void* multi();

    /// What is known of the way to the server: name, port, address.
    const Connection& connection() const;

  private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace easprobe::transport
