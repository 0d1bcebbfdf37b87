#include "tools/eas-test-server/exchange/command.h"
#include "tools/eas-test-server/exchange/reply.h"
#include "tools/eas-test-server/mailbox/invitation.h"

#include <string>
#include <utility>

namespace easprobe::test_server {

namespace {

enum Status { Done = 1, NotValid = 2 };
enum Response { Accepted = 1, Tentative = 2, Declined = 3 };

/// The mail goes where deleted ones are.
void put_away(Mailbox& mailbox, Folder& folder, const std::string& id)
{
    constexpr int deleted_items = 4;
    Item item = std::move(folder.items.at(id));
    folder.items.erase(id);
    if (Folder* const bin = mailbox.find_folder_of_type(deleted_items))
        mailbox.add(*bin, std::move(item));
}

/// Status, and the ServerId of the event unless it was declined.
std::pair<Status, std::string> respond(pugi::xml_node asked, CommandContext& context)
{
    Mailbox& mailbox = context.user.mailbox;
    const std::string id = asked.child("RequestId").text().get();
    const int response = asked.child("UserResponse").text().as_int();
    Folder* const folder = mailbox.find_folder(asked.child("CollectionId").text().get());
    if (folder == nullptr || !folder->items.contains(id) || response < Accepted || response > Declined)
        return {NotValid, {}};
    const auto invitation = folder->items.at(id).invitation;
    if (invitation == nullptr || is_organizer(context.user, *invitation))
        return {NotValid, {}};
    put_away(mailbox, *folder, id);
    if (response == Declined) {
        remove_event(context.user, *invitation);
        return {Done, {}};
    }
    return {Done,
            enter_event(context.user, *invitation,
                        response == Accepted ? Attendance::Accepted : Attendance::Tentative, context.now)};
}

} // namespace

// MS-ASCMD 2.2.1.11. No mail is sent for it up to 14.1.
http::Response answer_meeting_response(CommandContext& context)
{
    pugi::xml_document document;
    pugi::xml_node root = append_root(document, "MeetingResponse", "MeetingResponse");
    for (const pugi::xml_node asked : context.question.children("Request")) {
        const auto [status, calendar_id] = context.has_fault(Fault::EasStatus)
                                               ? std::pair<int, std::string>(context.fault->status, {})
                                               : std::pair<int, std::string>(respond(asked, context));
        pugi::xml_node result = root.append_child("Result");
        append_text(result, "RequestId", asked.child("RequestId").text().get());
        append_number(result, "Status", status);
        if (!calendar_id.empty())
            append_text(result, "CalendarId", calendar_id);
    }
    context.store.changed.notify_all();
    return wbxml_reply(document);
}

} // namespace easprobe::test_server
