#pragma once

#include "protocol/eas/body.h"

#include <string>
#include <string_view>
#include <tl/expected.hpp>

namespace easprobe::eas {

// FolderCreate, FolderUpdate and FolderDelete (MS-ASCMD 2.2.1.2 to 2.2.1.4, 2.2.1.6) are answered alike. Each
// carries the SyncKey of the last FolderSync and gets the next one.

pugi::xml_document make_folder_create(std::string_view sync_key, std::string_view parent_id,
                                      std::string_view display_name, int type);

/// Renames a folder, or moves it below another one.
pugi::xml_document make_folder_update(std::string_view sync_key, std::string_view server_id,
                                      std::string_view parent_id, std::string_view display_name);

pugi::xml_document make_folder_delete(std::string_view sync_key, std::string_view server_id);

struct FolderChangeReply {
    int status = 0;
    std::string sync_key;  ///< The next one; empty unless status is 1.
    std::string server_id; ///< Of the new folder; FolderCreate alone.
};

tl::expected<FolderChangeReply, Malformed> read_folder_change(const pugi::xml_document& reply);

} // namespace easprobe::eas
