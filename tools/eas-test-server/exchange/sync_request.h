#pragma once

#include "tools/eas-test-server/exchange/command.h"

#include <cstddef>
#include <optional>
#include <pugixml.hpp>
#include <string>

namespace easprobe::test_server {

/// A Collection element of a Sync request, with the defaults of MS-ASCMD filled in.
struct CollectionRequest {
    std::string id;
    std::string key;
    bool wants_changes = true;
    std::size_t window = 100;
    std::optional<CollectionOptions> options; ///< Absent where the request has none.
    bool has_commands = false;
    pugi::xml_node commands; ///< Null where there are none.
};

CollectionRequest read_collection(pugi::xml_node collection, eas::ProtocolVersion version);

/// Carries out what the device has done to its items and writes the answers that it needs into `responses`.
void apply_device_commands(const CollectionRequest& asked, Folder& folder, CollectionState& state,
                           CommandContext& context, pugi::xml_node responses);

} // namespace easprobe::test_server
