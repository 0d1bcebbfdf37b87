#pragma once

#include "client/easprobe.h"

#include <chrono>
#include <memory>

namespace easprobe {

/// Looks for the server as the handset does, from the run's e-mail address, with a channel of its own for
/// each host: its certificate is judged by the handset's own trust, also when pressing on, and where the
/// handset refuses it no password goes there. What was asked and answered is in the evidence.
/// @param run Its target is the server that was found.
/// @return Whether the run goes on; otherwise the evidence has its ending.
bool find_server(const HandsetProfile& profile, Run& run,
                 const std::shared_ptr<const transport::Credentials>& credentials,
                 std::chrono::steady_clock::time_point deadline, Evidence& evidence);

} // namespace easprobe
