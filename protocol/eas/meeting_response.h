#pragma once

#include "protocol/eas/body.h"

#include <string>
#include <string_view>
#include <tl/expected.hpp>

namespace easprobe::eas {

/// What the owner of the phone says to an invitation (MS-ASCMD 2.2.3.194).
enum class UserResponse { Accepted = 1, Tentative = 2, Declined = 3 };

/// Answers the one invitation that is the mail `server_id` in that folder (MS-ASCMD 2.2.1.11). It sends no
/// mail up to 14.1: where the owner wants the organizer told, the phone sends that one itself.
pugi::xml_document make_meeting_response(UserResponse response, std::string_view collection_id,
                                         std::string_view server_id);

struct MeetingResponseReply {
    int status = 0;          ///< MS-ASCMD 2.2.3.177.9.
    std::string request_id;  ///< The mail's ServerId again.
    std::string calendar_id; ///< ServerId of the event in the calendar; empty where there is none (2.2.3.18).
};

tl::expected<MeetingResponseReply, Malformed> read_meeting_response(const pugi::xml_document& reply);

} // namespace easprobe::eas
