#pragma once

#include "tools/eas-test-server/play/test_server.h"

#include <condition_variable>
#include <mutex>
#include <thread>

namespace easprobe::rig {

/// Delivers a mail to alice as soon as a Ping waits for one.
class Postman {
  public:
    explicit Postman(test_server::TestServer& server);
    ~Postman();
    Postman(const Postman&) = delete;
    Postman& operator=(const Postman&) = delete;

  private:
    void run(test_server::TestServer& server);

    std::mutex mutex_;
    std::condition_variable changed_;
    bool stopped_ = false;
    std::thread thread_;
};

} // namespace easprobe::rig
