#pragma once

#include "protocol/eas/body.h"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace easprobe::eas {

/// What the handset has done to its own items, added to the Collection of a Sync request that make_sync made
/// (MS-ASCMD 2.2.3.32). All of these must come after its Options.

/// Elements of ApplicationData with their text, in order; names carry a prefix: "contacts:FileAs".
using ItemFields = std::vector<std::pair<std::string, std::string>>;

/// A new item. `client_id` is the handset's own name for it, at most 64 characters.
void add_item(pugi::xml_document& sync, std::string_view client_id, const ItemFields& fields);
void change_item(pugi::xml_document& sync, std::string_view server_id, const ItemFields& fields);
/// Gone at once: DeletesAsMoves 0, where the handset's usual one keeps it in Deleted Items.
void delete_item_for_good(pugi::xml_document& sync, std::string_view server_id);
/// Asks for the whole of one item.
void fetch_item(pugi::xml_document& sync, std::string_view server_id);

/// One element of Responses. A server may leave out what went well but for Add and Fetch (MS-ASCMD
/// 2.2.3.154).
struct SyncResponse {
    std::string command; ///< Add, Change, Delete or Fetch.
    std::string client_id;
    std::string server_id;
    int status = 0;      ///< 0 where it has none that can be read.
    pugi::xml_node data; ///< ApplicationData; null where there is none.
};
std::vector<SyncResponse> read_sync_responses(const pugi::xml_document& reply);

} // namespace easprobe::eas
