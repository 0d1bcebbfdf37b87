#pragma once

#include "client/session/handset_session.h"
#include "client/transport/transport.h"

#include <functional>

namespace easprobe::session {

/// Called before each exchange, for those who wait.
using Announcer = std::function<void(const transport::Sending&)>;

/// Called after each exchange, for those who watch.
using Watcher = std::function<void(const Exchange&)>;

/// Performs one exchange, and puts it into the evidence: numbered, interpreted, without credentials.
const Exchange& exchange_once(transport::Transport& transport, const transport::Sending& sending,
                              Evidence& evidence, const Announcer& announcer, const Watcher& watcher);

/// Lets the handset talk over a transport until it is done, and writes all of it into the evidence:
/// exchanges, connection, ending, agreed version, duration.
void drive(HandsetSession& session, transport::Transport& transport, Evidence& evidence,
           const Watcher& watcher = {}, const Announcer& announcer = {});

} // namespace easprobe::session
