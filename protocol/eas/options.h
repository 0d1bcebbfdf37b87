#pragma once

#include "protocol/eas/version.h"
#include "protocol/http/message.h"

#include <optional>
#include <string>
#include <vector>

namespace easprobe::eas {

/// What an answer to OPTIONS says of the server (MS-ASHTTP 2.2.4.1).
struct OptionsReply {
    std::optional<std::string> server; ///< MS-Server-ActiveSync: its build.
    std::vector<std::string> versions; ///< MS-ASProtocolVersions.
    std::vector<std::string> commands; ///< MS-ASProtocolCommands.
};

OptionsReply read_options(const http::Headers& headers);

} // namespace easprobe::eas
