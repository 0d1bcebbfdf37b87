#pragma once

#include "client/session/handset_session.h"
#include "client/transport/transport.h"

#include <functional>

namespace easprobe::session {

/// Called after each exchange, for those who watch.
using Watcher = std::function<void(const Exchange&)>;

/// Lets the handset talk over a transport until it is done, and writes all of it into the evidence:
/// exchanges, connection, ending, agreed version, duration.
void drive(HandsetSession& session, transport::Transport& transport, Evidence& evidence,
           const Watcher& watcher = {});

} // namespace easprobe::session
