#pragma once

#include "protocol/eas/body.h"

#include <chrono>
#include <optional>
#include <string>
#include <tl/expected.hpp>
#include <vector>

namespace easprobe::eas {

struct PingFolder {
    std::string id;
    std::string item_class;
};

/// A whole Ping (MS-ASCMD 2.2.1.13): the server keeps heartbeat and folders for the empty ones that may
/// follow.
pugi::xml_document make_ping(std::chrono::seconds heartbeat, const std::vector<PingFolder>& folders);

struct PingReply {
    int status = 0;
    std::vector<std::string> changed_folders; ///< Ids, with status 2.
    std::optional<int> heartbeat_interval;    ///< Seconds, the server's limit, with status 5.
    std::optional<int> max_folders;           ///< With status 6.
};

tl::expected<PingReply, Malformed> read_ping(const pugi::xml_document& reply);

} // namespace easprobe::eas
