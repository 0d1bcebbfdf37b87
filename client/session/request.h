#pragma once

#include "client/session/state.h"
#include "protocol/eas/body.h"
#include "protocol/http/message.h"

#include <optional>
#include <string>
#include <vector>

namespace easprobe::session {

enum class SendCredentials { Yes, No };

/// A request as this handset writes it: target in its form, header lines in its order, Basic sent unasked
/// (handset study, 5.1). `command` none: OPTIONS. `parameters`: of the command, in the query.
http::Request make_request(const State& state, std::optional<eas::Command> command, std::string body,
                           SendCredentials credentials = SendCredentials::Yes,
                           const std::vector<eas::CommandParameter>& parameters = {});

/// A command of the phone's own, as this handset and version send it. `on_answer` gets the answer.
Action send_command(State& state, eas::Command command, const pugi::xml_document& body, OnAnswer on_answer);

/// The same for a command that says what it means in the query. What becomes of it does not stop the phone.
Action send_with_parameters(State& state, eas::Command command, std::vector<eas::CommandParameter> parameters,
                            std::string body, OnAnswer on_answer);

/// The same for a body as it goes on the wire, empty where the server has it from before; with times of our
/// own: how long to wait for the answer, and after how long to hang up (0: never).
Action send_held(State& state, eas::Command command, std::string body, Milliseconds timeout,
                 Milliseconds hold, OnAnswer on_answer);

} // namespace easprobe::session
