#pragma once

#include "client/easprobe.h"
#include "tools/eas-test-server/play/test_server.h"

#include <memory>
#include <string_view>
#include <vector>

/// Runs with --write against the test server.
namespace easprobe::writing {

std::unique_ptr<test_server::TestServer> start(std::vector<test_server::FaultRule> faults = {});

/// Of alice, whose mailbox may be changed.
Run run_against(const test_server::TestServer& server);

bool has_step(const Evidence& evidence, ErrandStep step);

} // namespace easprobe::writing
