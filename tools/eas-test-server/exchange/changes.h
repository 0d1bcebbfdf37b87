#pragma once

#include "tools/eas-test-server/exchange/device.h"
#include "tools/eas-test-server/mailbox/mailbox.h"

#include <string>
#include <vector>

namespace easprobe::test_server {

/// One thing a device has to hear about a collection.
struct Change {
    enum class Kind {
        Add,
        Change,
        Delete,
        SoftDelete, ///< It fell out of the filter's time span.
    };
    Kind kind;
    std::string id; ///< ServerId.
};

/// What differs between a folder and what a device holds of it, newest additions first. `filter_type` is
/// MS-ASCMD FilterType; 0 is everything.
std::vector<Change> changes_for(const Folder& folder, const Held& held, int filter_type, Instant now);

} // namespace easprobe::test_server
