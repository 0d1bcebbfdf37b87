#pragma once

#include "client/session/errand.h"

#include <string>
#include <string_view>

namespace easprobe::session {

// What the errands about the mail to oneself have in common.

inline constexpr std::string_view mail_class = "Email";

std::string subject_of_reply(const State& state);

/// A Sync of the folder that the mail of this subject is in, once it is known where; else nothing.
std::optional<transport::Sending> act_on(State& state, const std::string& subject, AddCommands commands);

/// Moves that folder's key on. What can still be done when the server refuses it is seen at the next step.
Turn take_action(State& state, const Exchange& answer, const std::string& subject);

/// For act_on: asks for the whole mail.
void ask_for(pugi::xml_document& sync, const Trace& trace);

} // namespace easprobe::session
