#pragma once

#include "protocol/eas/sync_key.h"

#include <string>

namespace easprobe::session {

/// A collection that the handset keeps in step with the server.
struct Collection {
    std::string item_class; ///< Email, Calendar, Contacts, Tasks.
    std::string id;
    eas::SyncKey sync_key{eas::first_sync_key};
    int rounds = 0;         ///< Syncs since the key was made.
    bool restarted = false; ///< It has begun again from key 0 after a refused key.
    bool repeated = false;  ///< It has asked the same again after a server's failure.
};

} // namespace easprobe::session
