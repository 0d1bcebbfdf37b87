#pragma once

#include <arpa/inet.h>
#include <doctest/doctest.h>
#include <functional>
#include <netinet/in.h>
#include <string>
#include <string_view>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>
#include <utility>

namespace easprobe::rig {

/// Listens on loopback; each connection is handed to `serve` once its first bytes are there, then closed.
class BareServer {
  public:
    explicit BareServer(std::function<void(int socket, const std::string& received)> serve)
        : listener_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
    {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        auto* const any = reinterpret_cast<sockaddr*>(&address);
        REQUIRE(bind(listener_, any, size) == 0);
        REQUIRE(listen(listener_, 8) == 0);
        REQUIRE(getsockname(listener_, any, &size) == 0);
        port_ = ntohs(address.sin_port);
        thread_ = std::thread([this, serve = std::move(serve)] {
            for (int connection = accept(listener_, nullptr, nullptr); connection >= 0;
                 connection = accept(listener_, nullptr, nullptr)) {
                std::string received(4096, '\0');
                const ssize_t count = recv(connection, received.data(), received.size(), 0);
                received.resize(count > 0 ? static_cast<std::size_t>(count) : 0);
                serve(connection, received);
                close(connection);
            }
        });
    }
    ~BareServer()
    {
        shutdown(listener_, SHUT_RDWR);
        thread_.join();
        close(listener_);
    }
    BareServer(const BareServer&) = delete;
    BareServer& operator=(const BareServer&) = delete;

    std::uint16_t port() const { return port_; }

  private:
    int listener_;
    std::uint16_t port_ = 0;
    std::thread thread_;
};

/// Whether all of it went out.
inline bool send_all(int socket, std::string_view bytes)
{
    while (!bytes.empty()) {
        const ssize_t count = send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (count <= 0)
            return false;
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    return true;
}

} // namespace easprobe::rig
