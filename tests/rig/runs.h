#pragma once

#include "client/easprobe.h"
#include "tools/eas-test-server/play/test_server.h"

#include <memory>
#include <string>
#include <vector>

namespace easprobe::rig {

/// Fails the test where the server does not start.
std::unique_ptr<test_server::TestServer> start(test_server::ServerSettings settings = {});

/// A run of alice with her right password against the server, whose root is on the phone, whose name has its
/// address and whose clock is the phone's.
Run run_against(const test_server::TestServer& server, const std::string& password = "password");

/// HOST:PORT:ADDR of this machine, as in Circumstances::resolve.
std::string resolved(const std::string& host, std::uint16_t port);

} // namespace easprobe::rig
