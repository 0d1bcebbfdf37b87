#pragma once

// Statuses of commands that a handset acts upon, each with where the documents have it. What all of them mean
// to a person is told elsewhere; a number that a command does not share has a name of that command's.

namespace easprobe::eas {

/// Of every command of these versions but MoveItems and Ping.
inline constexpr int success = 1;

namespace sync_status { // MS-ASCMD 2.2.3.177.17.
inline constexpr int bad_key = 3;
inline constexpr int conflict = 7;
inline constexpr int not_found = 8; ///< Also in Responses: of a Fetch, Change or Delete.
} // namespace sync_status

namespace move_status {         // MS-ASCMD 2.2.3.177.10.
inline constexpr int moved = 3; ///< Here 3 is success.
}

namespace folder_status { // MS-ASCMD 2.2.3.177.3 to 2.2.3.177.5.
inline constexpr int not_found = 4;
}

namespace meeting_status { // MS-ASCMD 2.2.3.177.9.
inline constexpr int not_valid = 2;
}

namespace ping_status { // MS-ASCMD 2.2.3.177.11.
inline constexpr int expired = 1;
inline constexpr int changed = 2;
inline constexpr int missing =
    3; ///< Of an empty Ping: the server does not know heartbeat and folders any more.
inline constexpr int heartbeat_out_of_range = 5;
inline constexpr int too_many_folders = 6;
inline constexpr int folders_changed = 7;
inline constexpr int server_error = 8;
} // namespace ping_status

/// Of a policy, in the server's answer (MS-ASPROV 2.2.2.54.1).
namespace policy_status {
inline constexpr int good = 1;
inline constexpr int no_policy = 2;
inline constexpr int wrong_key = 5; ///< Another key was acknowledged than the server gave last.
} // namespace policy_status

} // namespace easprobe::eas
