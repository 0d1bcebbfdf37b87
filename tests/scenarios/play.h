#pragma once

#include "client/easprobe.h"
#include "tools/eas-test-server/play/scenario.h"

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

namespace easprobe::scenarios {

/// What came of one scenario.
struct Played {
    std::size_t meetings = 0;  ///< Handsets that have met its server.
    bool out_of_reach = false; ///< This build's TLS library cannot play its server: no handset met it.
    std::vector<std::string> faults{}; ///< What was otherwise than the file says, each as text for people.
};

/// Where the scenarios lie.
std::filesystem::path folder();

/// The server of a scenario, whose users have the passwords of run_for.
test_server::ServerSettings settings_of(const test_server::Scenario& scenario);

/// What the handset of a meeting is to do with that server.
Run run_for(const test_server::Meeting& meeting, const test_server::TestServer& server);

/// Starts the server that the file describes and lets each of its handsets meet it: what easprobe says must
/// be exactly what the file says, once live and once more from the recording. Throws nothing of its own; may
/// be called from several threads at once.
Played play(const std::filesystem::path& file);

} // namespace easprobe::scenarios
