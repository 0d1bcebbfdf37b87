#pragma once

#include "protocol/eas/command.h"

namespace easprobe::session {

/// What a handset does about a Status that is no success (MS-ASCMD 2.2.3.177, column "Resolution").
enum class WayBack {
    GiveUp,              ///< Asking again would not help.
    Repeat,              ///< The same once more; a second time is the end.
    RepeatThenStartOver, ///< The same once more, then from key 0.
    StartOver,           ///< From key 0, once.
    MakeKey,             ///< A first key is missing: make one, once.
    AskForFolders,       ///< FolderSync, then the same again; once in a run.
};

/// For the commands of a synchronisation; each number has a meaning of its own in each command.
WayBack way_back(eas::Command command, int status);

} // namespace easprobe::session
