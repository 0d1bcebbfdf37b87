#pragma once

#include "protocol/http/message.h"

#include <string>
#include <string_view>

// What a server with an Inbox and one mail answers at 2.5, for a phone without a network.

namespace easprobe::rig {

/// 200 with the WBXML of XML text.
http::Response reply(std::string_view xml);
/// A status without a body.
http::Response status(int code);

http::Response options_of(const std::string& versions);
/// @param key Left out where empty. @param more What stands behind the status.
std::string sync_answer(int status, const std::string& key, const std::string& more = {},
                        const std::string& collection = "5");
/// @param key Left out where empty. @param more What stands before the policies.
std::string provision_answer(const std::string& key, int policy_status = 1, const std::string& more = {});
extern const char* const inbox_alone;
extern const char* const one_item;

} // namespace easprobe::rig
