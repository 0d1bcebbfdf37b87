#pragma once

#include "client/checks/check.h"

#include <string_view>

namespace easprobe::checks {

/// An answer with a Status other than success, in words: "Sync status 9 (Email): The mailbox has no room
/// left.", with what the administrator does about that status where the command's own table knows.
/// @param of What was asked for: a class or a folder; may be empty.
Finding status_finding(const Exchange& exchange, int status, std::string_view of);

} // namespace easprobe::checks
