// With --write: an invitation to oneself. It comes in, its owner accepts it, and the event is looked for in
// the calendar. Mail that the server sends about it goes to who has asked to the meeting: to the user, or to
// the address that was given for this.

#include "client/evidence/reply.h"
#include "client/session/answer.h"
#include "client/session/errands/mail_actions.h"
#include "protocol/eas/invitation.h"
#include "protocol/eas/mail_message.h"
#include "protocol/eas/meeting_response.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace easprobe::session {

namespace {

constexpr std::string_view event_class = "Calendar";

std::string subject_of_invitation(const State& state)
{
    return marked_name(state) + " meeting";
}

Collection* calendar(State& state)
{
    return find_class(state, event_class);
}

/// On the day after, half an hour.
eas::Invitation invitation_to_self(const State& state)
{
    const auto start = std::chrono::floor<std::chrono::days>(state.circumstances.handset_clock) +
                       std::chrono::days(1) + std::chrono::hours(13);
    const std::string& own = state.errands.own_address;
    return {.uid = state.options.mark + "-meeting",
            .subject = subject_of_invitation(state),
            .organizer = state.options.invitation_from.empty() ? own : state.options.invitation_from,
            .attendee = own,
            .asked = state.circumstances.handset_clock,
            .start = start,
            .end = start + std::chrono::minutes(30)};
}

/// Once a mail to oneself has been seen to come in, and where the phone could answer and keep what it asks
/// to.
std::optional<Outstanding> send_invitation(State& state)
{
    if (!state.errands.mail_comes_in || inbox(state) == nullptr || calendar(state) == nullptr ||
        !offers(state, eas::Command::SendMail) || !offers(state, eas::Command::MeetingResponse))
        return std::nullopt;
    const std::string subject = subject_of_invitation(state);
    state.errands.traces.push_back(
        {Trace::Kind::Item, std::string(mail_class), inbox(state)->id, {}, subject});
    // Some servers enter it when the mail comes in.
    state.errands.traces.push_back(
        {Trace::Kind::Item, std::string(event_class), calendar(state)->id, {}, subject});
    state.errands.traces.back().may_never_come = true;
    eas::MailMessage message;
    message.from = state.errands.own_address;
    message.to = state.errands.own_address;
    message.subject = subject;
    message.message_id = fmt::format("{}.invitation@easprobe.invalid", state.options.mark);
    message.date = state.circumstances.handset_clock;
    message.text = "easprobe has sent this to see whether an invitation can be answered.\r\n"
                   "It is deleted again by itself; where it stays, it may be deleted.\r\n";
    message.calendar = eas::to_icalendar(invitation_to_self(state));
    return errand_request(state, eas::Command::SendMail, eas::to_rfc822(message));
}

Turn take_invitation_sent(State& state, const Exchange& answer)
{
    const std::string subject = subject_of_invitation(state);
    take_sent(state, answer, subject);
    if (find_trace(state, mail_class, subject) != nullptr)
        return Turn::Next;
    strike_out(state, *find_trace(state, event_class, subject)); // It was refused, so it is nowhere.
    return Turn::GiveUp;
}

/// The phone offers to answer what has a MeetingRequest, and nothing else (MS-ASEMAIL 2.2.2.48).
Turn take_invitation(State& state, const Exchange& answer)
{
    const std::string subject = subject_of_invitation(state);
    const Turn turn = take_arrival(state, answer, subject);
    if (turn != Turn::Next)
        return turn;
    const auto reply = read_reply(answer, eas::read_sync);
    const bool can_be_answered =
        reply && find_item(*reply, subject).child("ApplicationData").child("email:MeetingRequest");
    return can_be_answered ? Turn::Next : Turn::GiveUp;
}

/// The trace of the invitation, once it has come in.
const Trace* arrived_invitation(State& state)
{
    const Trace* const mail = find_trace(state, mail_class, subject_of_invitation(state));
    return mail == nullptr || mail->server_id.empty() ? nullptr : mail;
}

std::optional<Outstanding> accept(State& state)
{
    const Trace* const mail = arrived_invitation(state);
    if (mail == nullptr)
        return std::nullopt;
    return errand_request(state, eas::Command::MeetingResponse,
                          eas::to_wire(eas::make_meeting_response(eas::UserResponse::Accepted,
                                                                  mail->collection_id, mail->server_id)));
}

/// The CalendarId is not taken for the event's as long as the event has not been seen under it: what it names
/// is deleted in the end.
Turn take_accepted(State& state, const Exchange& answer)
{
    const auto reply = read_reply(answer, eas::read_meeting_response);
    const bool is_accepted = reply && reply->status == 1;
    find_trace(state, event_class, subject_of_invitation(state))->may_never_come =
        !is_accepted && has_failed(answer);
    return is_accepted ? Turn::Next : Turn::GiveUp;
}

std::optional<Outstanding> look_for_event(State& state)
{
    Collection* const collection = calendar(state);
    if (collection == nullptr || arrived_invitation(state) == nullptr)
        return std::nullopt;
    return sync_with(state, *collection, nullptr, nullptr);
}

Turn take_event(State& state, const Exchange& answer)
{
    const std::string subject = subject_of_invitation(state);
    const auto reply = take_sync(*calendar(state), answer);
    if (!reply)
        return Turn::Next;
    Trace& event = *find_trace(state, event_class, subject);
    event.server_id = find_arrived(*reply, subject);
    if (!event.server_id.empty())
        return Turn::Next;
    return reply->more_available ? Turn::Again : Turn::AgainLater;
}

/// An answer by mail to one's own invitation comes in here, and is to go as well.
Turn take_answers(State& state, const Exchange& answer)
{
    const Trace& invitation = *find_trace(state, mail_class, subject_of_invitation(state));
    Collection& collection = *find_collection(state, invitation.collection_id);
    const auto reply = take_sync(collection, answer);
    if (!reply)
        return Turn::Next;
    for (const pugi::xml_node& item : reply->items) {
        const std::string subject = item.child("ApplicationData").child_value("email:Subject");
        if (subject.find(marked_name(state)) != std::string::npos)
            state.errands.traces.push_back({Trace::Kind::Item, std::string(mail_class), collection.id,
                                            item.child_value("ServerId"), subject});
    }
    return Turn::Next;
}

constexpr std::array steps = {
    Step{ErrandStep::InvitationSend, send_invitation, take_invitation_sent},
    Step{ErrandStep::InvitationArrive, look_for<subject_of_invitation>, take_invitation},
    Step{ErrandStep::InvitationAccept, accept, take_accepted},
    Step{ErrandStep::InvitationEvent, look_for_event, take_event},
    Step{ErrandStep::InvitationGone, act_on<subject_of_invitation, ask_for>, take_answers},
};

} // namespace

const Errand answer_invitation{.writes = true, .clears = false, .item_class = mail_class, .steps = steps};

} // namespace easprobe::session
