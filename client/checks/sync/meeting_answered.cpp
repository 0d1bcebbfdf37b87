// With --write the phone's owner accepts an invitation to himself. Whose meeting it is decides: Exchange lets
// nobody answer a meeting of his own, and other servers do.
#include "client/checks/answer.h"
#include "client/checks/check.h"
#include "client/checks/sync/errands.h"
#include "client/codes/eas_statuses.h"
#include "protocol/eas/dates.h"
#include "protocol/eas/meeting_request.h"
#include "protocol/eas/meeting_response.h"
#include "protocol/eas/statuses.h"
#include "protocol/text/ascii.h"
#include "protocol/text/printable.h"

#include <fmt/format.h>

namespace easprobe::checks::sync {

namespace {

/// What the mail is called, the elements of its MeetingRequest, and whether the meeting is still when it was.
std::optional<std::string> fault_of_request(const Exchange& sent, const pugi::xml_node& mail)
{
    const pugi::xml_node request = mail.child("email:MeetingRequest");
    std::vector<std::string> faults = eas::faults_of_meeting_request(request);
    // A hint to the handset, of any class below this one, in any case (MS-ASEMAIL 2.2.2.49).
    const std::string message_class = mail.child_value("email:MessageClass");
    if (!message_class.empty() && !to_lower(message_class).starts_with("ipm.schedule.meeting"))
        faults.push_back(fmt::format("email:MessageClass is '{}'", message_class));
    struct Time {
        const char* element;
        const char* property;
    };
    for (const Time& time : {Time{"email:StartTime", "DTSTART:"}, Time{"email:EndTime", "DTEND:"}}) {
        const std::string came = eas::as_compact_date(request.child_value(time.element));
        const std::string was = value_in_mail(sent, time.property);
        if (!came.empty() && came != was)
            faults.push_back(fmt::format("{} is {}, and it was sent with {}", time.element, came, was));
    }
    if (faults.empty())
        return std::nullopt;
    return printable(fmt::format("{}", fmt::join(faults, ", ")), 400);
}

std::optional<std::string> fault_of_response(const Exchange& accepted, const Case& given)
{
    if (auto fault = fault_of_exchange(accepted, given))
        return fault;
    if (given.answer(accepted) != Answer::Usable)
        return std::nullopt;
    if (accepted.reply() == nullptr)
        return "an answer that cannot be read";
    const auto reply = eas::read_meeting_response(*accepted.reply());
    if (!reply)
        return "a reply with " + reply.error().what;
    if (reply->status == 1)
        return reply->calendar_id.empty() ? std::optional<std::string>("no CalendarId of the event")
                                          : std::nullopt;
    const codes::EasStatus* const known = codes::find_eas_status("MeetingResponse", reply->status);
    return fmt::format("MeetingResponse status {}{}", reply->status,
                       known == nullptr ? "" : fmt::format(" ({})", codes::clause_of(*known)));
}

/// Of "Alice Example" <alice@example.test>, or of the address alone.
std::string_view address_in(std::string_view mailbox)
{
    const auto begin = mailbox.rfind('<');
    if (begin == std::string_view::npos)
        return trim(mailbox);
    const std::string_view inside = mailbox.substr(begin + 1);
    return inside.substr(0, inside.find('>'));
}

bool is_sent_for_another(const Exchange& sent)
{
    return sent.request.body.find(";SENT-BY=") != std::string::npos;
}

/// Status 2 is the answer to that as well (MS-ASCMD 2.2.3.177.9).
bool is_of_ones_own(const Exchange& sent, const pugi::xml_node& request)
{
    const std::string_view organizer = request.child_value("email:Organizer");
    if (!organizer.empty())
        return equal_ignoring_case(address_in(organizer), value_in_mail(sent, "From: "));
    return !is_sent_for_another(sent);
}

/// Why such an answer says nothing of the server.
std::string reason_of_refusal(const Exchange& sent)
{
    if (is_sent_for_another(sent))
        return "the server takes whoever has sent an invitation for the one who asks, and lets nobody accept "
               "a meeting of his own (Status 2): an invitation that somebody else sends has to be tried by "
               "hand";
    return "the server lets nobody accept a meeting of his own (Status 2): name a second mailbox of the "
           "user's with --invitation-from";
}

bool is_refused_as_not_valid(const Exchange& accepted)
{
    if (accepted.reply() == nullptr)
        return false;
    const auto reply = eas::read_meeting_response(*accepted.reply());
    return reply && reply->status == eas::meeting_status::not_valid;
}

/// Exchange takes it out of the Inbox; the documents leave that open.
std::string where_it_is(const Case& given)
{
    const Exchange* const look = find_errand(given, ErrandStep::InvitationGone);
    if (look == nullptr || fault_of_sync(*look, given, {}))
        return "";
    return fetched(*look) ? "; the invitation stays in the Inbox" : "; the invitation is gone from the Inbox";
}

/// From the answer of the server on.
Outcome judge(const Case& given, const Exchange& sent, const pugi::xml_node& request, Tally tally)
{
    const std::string expected = "status 1, and the event in the calendar";
    const Exchange* const accepted = find_errand(given, ErrandStep::InvitationAccept);
    if (accepted == nullptr || (is_refused_as_not_valid(*accepted) && is_of_ones_own(sent, request))) {
        if (!tally.faults.empty())
            return tally.outcome(given, "", expected, "");
        if (accepted == nullptr)
            return NotReached{"the invitation was not answered any more"};
        return NotApplicable{reason_of_refusal(sent)};
    }
    tally.add(*accepted, "accepting it", fault_of_response(*accepted, given));
    const Exchange* const look = find_errand(given, ErrandStep::InvitationEvent);
    if (look != nullptr) {
        const std::string subject = value_in_mail(sent, "Subject: ");
        tally.add(*look, "the event",
                  brought(given, ErrandStep::InvitationEvent, "calendar:Subject", subject)
                      ? std::nullopt
                      : why_missing(given, *accepted, look, "Calendar"));
    }
    return tally.outcome(given,
                         "an invitation was accepted, and the event was in the calendar" + where_it_is(given),
                         expected, "");
}

Outcome run(const Case& given)
{
    const Exchange* const sent = find_errand(given, ErrandStep::InvitationSend);
    if (sent == nullptr)
        return not_sent(given, "no mail to oneself came in, the handset has no calendar, or the server "
                               "lists no MeetingResponse");
    Tally tally;
    const auto refused = fault_of_exchange(*sent, given);
    tally.add(*sent, "sending an invitation", refused);
    const std::string subject = value_in_mail(*sent, "Subject: ");
    const pugi::xml_node mail = brought(given, ErrandStep::InvitationArrive, "email:Subject", subject);
    const Exchange* const arrival = find_errand(given, ErrandStep::InvitationArrive);
    if (!mail) {
        const auto lost = why_missing(given, *sent, arrival, "Inbox");
        if (!refused && !lost)
            return NotReached{"the run ended before the invitation came in"};
        if (lost)
            tally.add(*arrival, "the invitation", lost);
        return tally.outcome(given, "", "an invitation in the Inbox", "");
    }
    const pugi::xml_node request = mail.child("email:MeetingRequest");
    if (!request)
        return NotApplicable{
            fmt::format("the server shows an invitation as any other mail (MessageClass '{}', no "
                        "MeetingRequest), which the handset has nothing to answer of",
                        printable(mail.child_value("email:MessageClass"), 60))};
    tally.add(*arrival, "the MeetingRequest", fault_of_request(*sent, mail));
    return judge(given, *sent, request, std::move(tally));
}

} // namespace

extern const Check meeting_answered;
const Check meeting_answered{
    .id = "sync.meeting-answered",
    .title = "An invitation can be accepted on the phone",
    .phase = Phase::Sync,
    .severity = Severity::Degraded,
    .citation = {"MS-ASCMD", "2.2.1.11; 2.2.3.18; 2.2.3.177.9; MS-ASEMAIL 2.2.2.48"},
    .why = "The owner accepts a meeting on the phone, and it is in no calendar; or it stands there at "
           "another time.",
    .remedy =
        "Accept an invitation in Outlook Web Access: where that fails too, look at the user's calendar and "
        "at what processes meeting requests on the server (the Calendar Attendant of Exchange 2007). Else "
        "read the server's log at the time of the MeetingResponse.",
    .needs = Needs::Writing,
    .run = run,
};

} // namespace easprobe::checks::sync
