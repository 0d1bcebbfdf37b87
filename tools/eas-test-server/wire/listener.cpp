#include "tools/eas-test-server/wire/listener.h"

#include <arpa/inet.h>
#include <array>
#include <cerrno>
#include <csignal>
#include <fmt/format.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <system_error>
#include <unistd.h>

namespace easprobe::test_server {

namespace {

/// A connection that says nothing for so long is given up.
constexpr timeval idle_limit{120, 0};
/// A client that takes nothing for so long is given up.
constexpr timeval send_limit{30, 0};

/// OpenSSL writes without MSG_NOSIGNAL, and signals of the program are its main thread's business: threads of
/// the server take none.
class SignalsBlocked {
  public:
    SignalsBlocked()
    {
        sigset_t all;
        sigfillset(&all);
        pthread_sigmask(SIG_SETMASK, &all, &before_);
    }
    ~SignalsBlocked() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }
    SignalsBlocked(const SignalsBlocked&) = delete;
    SignalsBlocked& operator=(const SignalsBlocked&) = delete;

  private:
    sigset_t before_{};
};

std::string failure(const char* what, int number)
{
    return fmt::format("{}: {}", what, std::generic_category().message(number));
}

tl::expected<std::uint16_t, std::string> bind_and_listen(int socket, const std::string& address,
                                                         std::uint16_t port)
{
    sockaddr_in where{};
    where.sin_family = AF_INET;
    where.sin_port = htons(port);
    if (inet_pton(AF_INET, address.c_str(), &where.sin_addr) != 1)
        return tl::unexpected(fmt::format("{} is not a numeric IPv4 address", address));
    const int yes = 1;
    setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    socklen_t size = sizeof where;
    auto* const generic = reinterpret_cast<sockaddr*>(&where);
    if (bind(socket, generic, size) != 0)
        return tl::unexpected(failure("bind", errno));
    if (listen(socket, SOMAXCONN) != 0)
        return tl::unexpected(failure("listen", errno));
    if (getsockname(socket, generic, &size) != 0)
        return tl::unexpected(failure("getsockname", errno));
    return ntohs(where.sin_port);
}

} // namespace

tl::expected<std::unique_ptr<Listener>, std::string> Listener::open(const std::string& address,
                                                                    std::uint16_t port, Serve serve)
{
    const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (socket < 0)
        return tl::unexpected(failure("socket", errno));
    const tl::expected<std::uint16_t, std::string> bound = bind_and_listen(socket, address, port);
    if (!bound) {
        close(socket);
        return tl::unexpected(bound.error());
    }
    return std::unique_ptr<Listener>(new Listener(socket, *bound, std::move(serve)));
}

Listener::Listener(int socket, std::uint16_t port, Serve serve)
    : socket_(socket), wake_(eventfd(0, EFD_CLOEXEC)), port_(port), serve_(std::move(serve))
{
    const SignalsBlocked blocked;
    acceptor_ = std::thread([this] { accept_until_stopped(); });
}

Listener::~Listener()
{
    stop();
    close(socket_);
    close(wake_);
}

void Listener::stop()
{
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
        for (const Connection& connection : connections_)
            if (!connection.finished)
                shutdown(connection.socket, SHUT_RDWR);
        const std::uint64_t one = 1;
        [[maybe_unused]] const ssize_t written = write(wake_, &one, sizeof one);
    }
    if (acceptor_.joinable())
        acceptor_.join();
    // The acceptor is gone and adds none, so the list is nobody else's now.
    for (Connection& connection : connections_)
        connection.thread.join();
    connections_.clear();
}

void Listener::accept_until_stopped()
{
    for (;;) {
        std::array<pollfd, 2> waiting{{{socket_, POLLIN, 0}, {wake_, POLLIN, 0}}};
        if (poll(waiting.data(), waiting.size(), -1) < 0 && errno != EINTR)
            return;
        if (waiting[1].revents != 0)
            return;
        if ((waiting[0].revents & POLLIN) == 0)
            continue;
        const int connection = accept4(socket_, nullptr, nullptr, SOCK_CLOEXEC);
        if (connection >= 0)
            start_connection(connection);
    }
}

void Listener::start_connection(int socket)
{
    const int yes = 1;
    setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &idle_limit, sizeof idle_limit);
    setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &send_limit, sizeof send_limit);
    join_finished();
    const std::lock_guard lock(mutex_);
    if (stopping_ || connections_.size() >= most_connections) {
        close(socket);
        return;
    }
    Connection& connection = connections_.emplace_back();
    connection.socket = socket;
    try {
        connection.thread = std::thread([this, &connection] { serve_connection(connection); });
    } catch (const std::system_error&) {
        // The system has no thread to spare: the client is turned away, the server lives on.
        connections_.pop_back();
        close(socket);
    }
}

void Listener::serve_connection(Connection& connection)
{
    serve_(connection.socket);
    const std::lock_guard lock(mutex_);
    close(connection.socket);
    connection.finished = true;
}

void Listener::join_finished()
{
    std::list<Connection> finished;
    {
        const std::lock_guard lock(mutex_);
        for (auto connection = connections_.begin(); connection != connections_.end();) {
            const auto next = std::next(connection);
            if (connection->finished)
                finished.splice(finished.end(), connections_, connection);
            connection = next;
        }
    }
    for (Connection& connection : finished)
        connection.thread.join();
}

} // namespace easprobe::test_server
