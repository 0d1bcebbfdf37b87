#include "tools/eas-test-server/wire/stream.h"

#include <cerrno>
#include <sys/socket.h>

namespace easprobe::test_server {

namespace {

class PlainStream final : public Stream {
  public:
    explicit PlainStream(int socket) : socket_(socket) {}

    std::string read_some(std::size_t capacity) override
    {
        std::string bytes(capacity, '\0');
        ssize_t count = -1;
        do
            count = recv(socket_, bytes.data(), bytes.size(), 0);
        while (count < 0 && errno == EINTR);
        bytes.resize(count > 0 ? static_cast<std::size_t>(count) : 0);
        return bytes;
    }

    bool write(std::string_view bytes) override
    {
        while (!bytes.empty()) {
            const ssize_t count = send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (count < 0 && errno == EINTR)
                continue;
            if (count <= 0)
                return false;
            bytes.remove_prefix(static_cast<std::size_t>(count));
        }
        return true;
    }

    void finish() override {}

    bool peer_gone() const override
    {
        char byte = 0;
        const ssize_t count = recv(socket_, &byte, 1, MSG_PEEK | MSG_DONTWAIT);
        return count == 0 || (count < 0 && errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR);
    }

  private:
    int socket_;
};

} // namespace

std::unique_ptr<Stream> plain_stream(int socket)
{
    return std::make_unique<PlainStream>(socket);
}

} // namespace easprobe::test_server
