#include "tests/rig/postman.h"

#include <algorithm>
#include <chrono>

namespace easprobe::rig {

Postman::Postman(test_server::TestServer& server) : thread_([this, &server] { run(server); }) {}

Postman::~Postman()
{
    {
        const std::lock_guard lock(mutex_);
        stopped_ = true;
    }
    changed_.notify_all();
    thread_.join();
}

void Postman::run(test_server::TestServer& server)
{
    std::unique_lock lock(mutex_);
    // The first Ping is turned away for its short heartbeat, and the next one comes at once.
    while (!stopped_ &&
           std::ranges::count(server.log().requests(), "Ping", &test_server::LoggedRequest::word) == 0)
        changed_.wait_for(lock, std::chrono::milliseconds(20));
    changed_.wait_for(lock, std::chrono::milliseconds(200));
    server.deliver("alice", {"bob@example.test", "alice@example.test", "While you wait", "A text."});
}

} // namespace easprobe::rig
