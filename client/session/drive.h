#pragma once

#include "client/session/handset_session.h"
#include "client/transport/transport.h"

#include <cstddef>
#include <functional>

namespace easprobe::session {

/// Called before each exchange, for those who wait.
using Announcer = std::function<void(const transport::Sending&)>;

/// Called after each exchange, for those who watch.
using Watcher = std::function<void(const Exchange&)>;

/// Bodies of one run together; what comes beyond ends it.
inline constexpr std::size_t most_bytes_received = 64UL * 1024 * 1024;
/// The same for what comes while it clears away, so that a run that was ended still can.
inline constexpr std::size_t most_bytes_clearing = 8UL * 1024 * 1024;

/// Performs one exchange, and puts it into the evidence: numbered, interpreted, without credentials.
const Exchange& exchange_once(transport::Transport& transport, const transport::Sending& sending,
                              Evidence& evidence, const Announcer& announcer, const Watcher& watcher);

/// Lets the handset talk over a transport until it is done, and writes all of it into the evidence:
/// exchanges, connection, ending, agreed version, duration.
void drive(HandsetSession& session, transport::Transport& transport, Evidence& evidence,
           const Watcher& watcher = {}, const Announcer& announcer = {});

} // namespace easprobe::session
