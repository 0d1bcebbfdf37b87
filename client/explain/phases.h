#pragma once

#include "client/evidence/phase.h"

#include <string_view>

namespace easprobe::codes {

/// What a phase is, for people.
struct PhaseText {
    Phase phase;
    std::string_view what;  ///< What the handset does in it.
    std::string_view stops; ///< What stops it there most often.
};

/// Every phase has one.
const PhaseText& text_of(Phase phase);

/// A command of ActiveSync, for people.
struct CommandText {
    std::string_view command; ///< As it is written: "FolderSync".
    Phase phase;              ///< Whose checks look at it.
    std::string_view what;    ///< What it is for.
};

/// The command's name in any case. Null when there is no such command.
const CommandText* find_command(std::string_view name);

} // namespace easprobe::codes
