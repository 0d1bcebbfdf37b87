#pragma once

#include "protocol/eas/body.h"

#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

namespace easprobe::eas {

/// MS-ASCMD 2.2.3.186.2, the Type of a folder, as far as a handset gives it a meaning.
enum class FolderType {
    User = 1,
    Inbox = 2,
    Drafts = 3,
    DeletedItems = 4,
    SentItems = 5,
    Outbox = 6,
    Tasks = 7,
    Calendar = 8,
    Contacts = 9,
};

struct Folder {
    std::string server_id; ///< At most 64 characters, opaque.
    std::string parent_id; ///< "0": below the root.
    std::string display_name;
    int type = 0; ///< A FolderType, or a number that the handset has no meaning for.
};

/// What a folder of this Type holds: Email, Calendar, Contacts or Tasks; empty for what handsets do not
/// synchronise.
std::string_view class_of_folder(int type);

/// MS-ASCMD 2.2.1.5, the answer to FolderSync.
struct FolderSyncReply {
    int status = 0;
    std::string sync_key; ///< Empty unless status is 1.
    std::vector<Folder> added;
    std::vector<Folder> updated;      ///< Of an Update; what it does not name is empty, its type 0.
    std::vector<std::string> deleted; ///< ServerIds.
};

/// The request for the changes since that key; "0" asks for all folders.
pugi::xml_document make_folder_sync(std::string_view sync_key);

/// Lays what a server says has changed over the folders that the handset knew.
void apply(const FolderSyncReply& changes, std::vector<Folder>& folders);

tl::expected<FolderSyncReply, Malformed> read_folder_sync(const pugi::xml_document& reply);

} // namespace easprobe::eas
