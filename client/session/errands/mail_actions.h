#pragma once

#include "client/session/errands/errand.h"
#include "client/session/errands/errand_requests.h"

#include <string>
#include <string_view>

namespace easprobe::session {

// What the errands about the mail to oneself have in common.

inline constexpr std::string_view mail_class = "Email";

std::string subject_of_reply(const State& state);
std::string subject_of_forward(const State& state);

/// Where mail comes in; null when the phone keeps no such folder.
Collection* inbox(State& state);

/// Servers that take no notice of SaveInSent or DeletesAsMoves put copies into these folders.
void expect_copies(State& state);

/// The answer to a mail that went out is empty (MS-ASCMD 2.2.1.17). One that was refused is nowhere. Where
/// the server failed at it, it is looked for; where a gateway answered, or nobody, it may be on its way.
Turn take_sent(State& state, const Exchange& answer, const std::string& subject);

/// A Sync of the Inbox, as long as there is a trace of that subject.
std::optional<Outstanding> look_for(State& state, const std::string& subject);
/// Whether the mail of that subject has come in.
Turn take_arrival(State& state, const Exchange& answer, const std::string& subject);

/// A Sync of the folder that the mail of this subject is in, once it is known where; else nothing.
std::optional<Outstanding> act_on(State& state, const std::string& subject, AddCommands commands);

/// Moves that folder's key on. What can still be done when the server refuses it is seen at the next step.
Turn take_action(State& state, const Exchange& answer, const std::string& subject);

/// For act_on: asks for the whole mail.
void ask_for(pugi::xml_document& sync, const Trace& trace);

// The same as steps of an errand, each about the mail of one subject.

using SubjectOf = std::string (*)(const State&);

template <SubjectOf subject>
Turn take_sent(State& state, const Exchange& answer)
{
    return take_sent(state, answer, subject(state));
}

template <SubjectOf subject>
std::optional<Outstanding> look_for(State& state)
{
    return look_for(state, subject(state));
}

template <SubjectOf subject>
Turn take_arrival(State& state, const Exchange& answer)
{
    return take_arrival(state, answer, subject(state));
}

template <SubjectOf subject, AddCommands commands>
std::optional<Outstanding> act_on(State& state)
{
    return act_on(state, subject(state), commands);
}

template <SubjectOf subject>
Turn take_action(State& state, const Exchange& answer)
{
    return take_action(state, answer, subject(state));
}

} // namespace easprobe::session
