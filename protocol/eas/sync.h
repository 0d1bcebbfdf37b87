#pragma once

#include "protocol/eas/body.h"
#include "protocol/eas/version.h"

#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

namespace easprobe::eas {

/// What a handset asks of one collection (MS-ASCMD 2.2.1.21).
struct SyncRequest {
    ProtocolVersion version = ProtocolVersion::V2_5;
    std::string item_class; ///< Email, Calendar, Contacts or Tasks.
    std::string sync_key;   ///< "0" asks for a key alone; nothing below is sent with it then.
    std::string collection_id;
    int window_size = 100;
    std::optional<int> filter_type; ///< MS-ASCMD 2.2.3.68.2.
    int truncation = 1;             ///< Mail at 2.5 (MS-ASCMD 2.2.3.185).
    int truncation_size = 512;      ///< Bytes, BodyPreference at 12.x.
    int mime_support = 0;           ///< Mail (MS-ASCMD 2.2.3.110.3): 0 is never, and then not sent.
    int conflict = 1;               ///< MS-ASCMD 2.2.3.34: 1, the server's item replaces the handset's.
};

pugi::xml_document make_sync(const SyncRequest& request);

/// The answer for one collection. At 12.1 an empty body stands for "nothing has changed" and is no SyncReply.
struct SyncReply {
    std::optional<int> status; ///< Of the whole request; most servers send it in the collection alone.
    std::optional<int> collection_status;
    std::string sync_key; ///< At most 64 characters, opaque.
    std::string collection_id;
    std::string item_class;
    bool more_available = false;
    std::vector<pugi::xml_node> items; ///< The Add elements, in the tree that was read.
    std::size_t changes = 0;           ///< Add, Change, Delete and SoftDelete together.

    /// The one that decides: the request's where it is not 1, else the collection's.
    int deciding_status() const;
};

tl::expected<SyncReply, Malformed> read_sync(const pugi::xml_document& reply);

} // namespace easprobe::eas
