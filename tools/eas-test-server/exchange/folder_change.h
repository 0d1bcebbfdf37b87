#pragma once

#include "tools/eas-test-server/exchange/command.h"

#include <optional>
#include <string>

namespace easprobe::test_server {

/// Statuses of FolderCreate, FolderUpdate and FolderDelete (MS-ASCMD 2.2.3.177.3 to 2.2.3.177.6).
enum FolderStatus { Ok = 1, NameExists = 2, SystemFolder = 3, FolderGone = 4, ParentGone = 5, BadKey = 9 };

/// What stands in the way of any change to the folders: a fault of the scenario, or a key that is not the
/// device's current one. Nothing where it may go on.
std::optional<int> obstacle_of(const CommandContext& context);

/// Another folder of that name below the same one.
bool name_is_taken(Mailbox& mailbox, const std::string& name, const std::string& parent);

/// The answer to `command`; with status 1 the device's key moves on. `server_id`: of a new folder.
http::Response folder_reply(CommandContext& context, const char* command, int status,
                            const std::string& server_id = {});

} // namespace easprobe::test_server
