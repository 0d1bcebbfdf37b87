#pragma once

#include "client/session/state.h"
#include "protocol/http/message.h"

#include <optional>
#include <string>

namespace easprobe::session {

enum class SendCredentials { Yes, No };

/// A request as this handset writes it: target in its form, header lines in its order, Basic sent unasked
/// (handset study, 5.1). `command` none: OPTIONS.
/// `reply`: what SmartReply answers.
http::Request make_request(const State& state, std::optional<eas::Command> command, std::string body,
                           SendCredentials credentials = SendCredentials::Yes, const Reply& reply = {});

} // namespace easprobe::session
