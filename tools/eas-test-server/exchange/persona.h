#pragma once

#include "protocol/eas/version.h"

#include <optional>
#include <span>
#include <string_view>

namespace easprobe::test_server {

/// Which server is played: what it says of itself and which protocol versions it serves.
struct Persona {
    std::string_view word;     ///< In scenarios and on the command line.
    std::string_view title;    ///< For people.
    std::string_view build;    ///< MS-Server-ActiveSync.
    std::string_view versions; ///< MS-ASProtocolVersions.
    std::string_view commands; ///< MS-ASProtocolCommands.
    eas::ProtocolVersion highest;
    /// Enters a meeting as tentative when the invitation comes in, before anybody has answered it: the
    /// Calendar Attendant of Exchange 2007.
    bool enters_invitations;
};

std::span<const Persona> personas();

/// Null when there is none of that name.
const Persona* find_persona(std::string_view word);

} // namespace easprobe::test_server
