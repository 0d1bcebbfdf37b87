#include "client/session/phases/way_back.h"

#include <algorithm>
#include <array>

namespace easprobe::session {

namespace {

using eas::Command;

struct Step {
    Command command;
    int status;
    WayBack way;
};

/// What is not in here is given up: a request that was malformed (FolderSync 10, Sync 4) is malformed the
/// next time, and a full mailbox (Sync 9), a Wait out of range (14) or too many collections (15) are nothing
/// that this handset, which sends no Wait and one collection at a time, could ask for differently.
constexpr std::array steps = {
    Step{Command::FolderSync, 6, WayBack::RepeatThenStartOver},
    Step{Command::FolderSync, 9, WayBack::StartOver},
    Step{Command::FolderSync, 11, WayBack::RepeatThenStartOver},
    Step{Command::FolderSync, 12, WayBack::Repeat},
    Step{Command::Sync, 3, WayBack::StartOver},
    Step{Command::Sync, 5, WayBack::RepeatThenStartOver},
    Step{Command::Sync, 8, WayBack::AskForFolders},
    Step{Command::Sync, 12, WayBack::AskForFolders},
    Step{Command::Sync, 13, WayBack::Repeat}, // Every request of this handset is whole.
    Step{Command::Sync, 16, WayBack::Repeat},
    Step{Command::GetItemEstimate, 2, WayBack::AskForFolders},
    Step{Command::GetItemEstimate, 3, WayBack::MakeKey},
    Step{Command::GetItemEstimate, 4, WayBack::StartOver},
};

} // namespace

WayBack way_back(eas::Command command, int status)
{
    const auto* const found = std::ranges::find_if(
        steps, [&](const Step& step) { return step.command == command && step.status == status; });
    return found == steps.end() ? WayBack::GiveUp : found->way;
}

} // namespace easprobe::session
