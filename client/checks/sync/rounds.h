#pragma once

#include "client/checks/case.h"
#include "protocol/eas/sync.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace easprobe::checks::sync {

/// One Sync of the handset's: what it asked, and what it got where that could be read.
struct Round {
    const Exchange* exchange = nullptr;
    std::string asked_key;
    std::string collection_id;
    std::string item_class; ///< Of the request; empty where that does not say.
    /// Nothing where there was no readable answer, and for an empty one, which says that nothing has changed.
    std::optional<eas::SyncReply> reply;
};

std::vector<Round> rounds_of(const Case& given);

/// Whether the server answered a Sync for items of this class with Status 1 after that exchange, or estimated
/// that there are none: the handset found its way back.
bool was_served_after(const Case& given, const std::vector<Round>& rounds, int exchange,
                      std::string_view item_class);

/// "Email", or the CollectionId where no class was named.
std::string name_of(const Round& round);

/// The items of all rounds with their fields (ApplicationData), with the exchange they came in.
struct Item {
    const Exchange* exchange;
    std::string item_class;
    pugi::xml_node data;
};
std::vector<Item> items_of(const std::vector<Round>& rounds);

} // namespace easprobe::checks::sync
