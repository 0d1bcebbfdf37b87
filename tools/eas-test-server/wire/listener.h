#pragma once

#include <cstdint>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <tl/expected.hpp>

namespace easprobe::test_server {

/// Accepts connections and serves each on a thread of its own. Blocking calls are right for a server of a few
/// clients: a held Ping, a stall or a cut is a line of code. Stopping shuts every socket down, so all threads
/// end at once.
class Listener {
  public:
    /// Serves one connection on a blocking socket that the listener closes afterwards.
    using Serve = std::function<void(int socket)>;

    static constexpr std::size_t most_connections = 256;

    /// Listens on a numeric IPv4 address; port 0 takes a free one. The error says what failed, in words.
    static tl::expected<std::unique_ptr<Listener>, std::string> open(const std::string& address,
                                                                     std::uint16_t port, Serve serve);
    ~Listener();
    Listener(const Listener&) = delete;
    Listener& operator=(const Listener&) = delete;

    std::uint16_t port() const { return port_; }

    /// Ends every connection and waits for the threads. Called by the destructor as well.
    void stop();

  private:
    struct Connection {
        int socket = -1;
        bool finished = false; ///< Its socket is closed, its thread about to end.
        std::thread thread;
    };

    Listener(int socket, std::uint16_t port, Serve serve);
    void accept_until_stopped();
    void start_connection(int socket);
    void serve_connection(Connection& connection);
    void join_finished();

    int socket_;
    int wake_; ///< An eventfd: readable once the listener is to stop.
    std::uint16_t port_;
    Serve serve_;
    std::mutex mutex_;
    std::list<Connection> connections_;
    bool stopping_ = false;
    std::thread acceptor_;
};

} // namespace easprobe::test_server
