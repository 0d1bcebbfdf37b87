#pragma once

#include "tools/eas-test-server/exchange/device.h"
#include "tools/eas-test-server/mailbox/mailbox.h"

#include <condition_variable>
#include <map>
#include <mutex>
#include <random>
#include <string>

namespace easprobe::test_server {

/// Somebody with a mailbox.
struct User {
    std::string name;
    std::string password;
    std::string address;
    Mailbox mailbox;
    std::map<std::string, Device> devices; ///< By DeviceId.
};

/// Everything the server remembers. One mutex guards it: commands are short, and a Ping waits on `changed`,
/// which lets the mutex go.
struct Store {
    std::mutex mutex;
    std::condition_variable changed; ///< A mailbox has changed, or the server stops.
    bool stopping = false;
    std::mt19937 chance{std::random_device()()}; ///< For keys that it gives out.
    std::map<std::string, User> users;           ///< By name in lower case.
};

} // namespace easprobe::test_server
