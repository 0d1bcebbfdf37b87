#pragma once

#include "protocol/eas/body.h"

#include <string>
#include <string_view>
#include <tl/expected.hpp>

namespace easprobe::eas {

/// Moves one item (MS-ASCMD 2.2.1.12).
pugi::xml_document make_move(std::string_view server_id, std::string_view from_folder,
                             std::string_view to_folder);

struct MoveReply {
    int status = 0;        ///< 3 is success here (MS-ASCMD 2.2.3.177.10).
    std::string server_id; ///< In the new folder; empty where the reply does not say.
};

tl::expected<MoveReply, Malformed> read_move(const pugi::xml_document& reply);

} // namespace easprobe::eas
