#pragma once

#include "client/session/state.h"
#include "protocol/eas/sync.h"

namespace easprobe::session {

Action begin_sync(State& state);

/// After a Ping named folders: synchronises those and comes back to the Ping.
Action sync_changed(State& state, const std::vector<std::string>& folder_ids);

/// What a Sync asks of a collection whose key is there, as this handset and version ask it.
eas::SyncRequest items_request(const State& state, const Collection& collection);

} // namespace easprobe::session
