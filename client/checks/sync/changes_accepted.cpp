// What the owner does with a mail on the phone is done on the server: it is marked read, moved, deleted.
#include "client/checks/answer.h"
#include "client/checks/check.h"
#include "client/checks/sync/errands.h"
#include "protocol/eas/move_items.h"
#include "protocol/eas/statuses.h"
#include "protocol/eas/sync.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace easprobe::checks::sync {

namespace {

struct Mail {
    const char* name;
    ErrandStep move;
    ErrandStep remove;
};
constexpr std::array mails = {Mail{"mail", ErrandStep::MailMove, ErrandStep::MailDelete},
                              Mail{"reply", ErrandStep::ReplyMove, ErrandStep::ReplyDelete}};

std::optional<std::string> fault_of_move(const Exchange& exchange, const Case& given)
{
    if (auto fault = fault_of_exchange(exchange, given))
        return fault;
    if (given.answer(exchange) != Answer::Usable)
        return std::nullopt;
    if (exchange.reply() == nullptr)
        return "an answer that cannot be read";
    const auto reply = eas::read_move(*exchange.reply());
    if (!reply)
        return "a reply with " + reply.error().what;
    return reply->status == eas::move_status::moved
               ? std::nullopt
               : std::optional(fmt::format("MoveItems status {}", reply->status));
}

std::optional<std::string> still_unread(const Exchange& look)
{
    const pugi::xml_node read = fetched(look).child("email:Read");
    if (read.empty() || std::string_view(read.child_value()) == "1")
        return std::nullopt;
    return "the server took it and still has the mail as unread";
}

/// The folder that both were deleted in is asked for its mails anew; a mail that was deleted where it had
/// come in is asked for by itself.
bool still_there(const Case& given, std::string_view which)
{
    const Exchange* gone = find_errand(given, ErrandStep::MailGone);
    if (which == "mail" && gone != nullptr)
        return !fetched(*gone).empty();
    const Exchange* folder = find_errand(given, ErrandStep::FolderLook);
    if (folder == nullptr || folder->reply() == nullptr)
        return false;
    const auto reply = eas::read_sync(*folder->reply());
    return reply && std::ranges::any_of(reply->items, [&](const pugi::xml_node& item) {
               const std::string_view subject = item.child("ApplicationData").child_value("email:Subject");
               return subject.starts_with("Re:") == (which == "reply");
           });
}

Outcome run(const Case& given)
{
    Tally tally;
    if (const Exchange* marked = find_errand(given, ErrandStep::MailMarkRead)) {
        auto fault = fault_of_sync(*marked, given, "Change");
        const Exchange* look = find_errand(given, ErrandStep::MailLook);
        if (!fault && look != nullptr && !met_conflict(*marked))
            fault = still_unread(*look);
        tally.add(*marked, "marking a mail as read", std::move(fault));
    }
    for (const Mail& mail : mails)
        if (const Exchange* moved = find_errand(given, mail.move))
            tally.add(*moved, fmt::format("moving the {}", mail.name), fault_of_move(*moved, given));
    for (const Mail& mail : mails)
        if (const Exchange* deleted = find_errand(given, mail.remove)) {
            auto fault = fault_of_sync(*deleted, given, "Delete");
            if (!fault && still_there(given, mail.name))
                fault = "the server took it and still has the mail";
            tally.add(*deleted, fmt::format("deleting the {}", mail.name), std::move(fault));
        }
    return tally.outcome(given, "a mail was marked as read, moved and deleted, and the server did so",
                         "status 1 (3 for a move), and the change to be seen afterwards",
                         "no mail came in that something could be done with");
}

} // namespace

extern const Check changes_accepted;
const Check changes_accepted{
    .id = "sync.changes-accepted",
    .title = "What is done with a mail on the phone is done on the server",
    .phase = Phase::Sync,
    .severity = Severity::Degraded,
    .citation = {"MS-ASCMD", "2.2.3.32; 2.2.3.177.17; 2.2.3.177.10"},
    .why =
        "Mail that was read or deleted on the phone is unread or there again elsewhere, and may come back to "
        "the phone.",
    .remedy =
        "Look at the server's log at the time of the request, and whether the user may change and delete "
        "what is in the mailbox.",
    .needs = Needs::Writing,
    .run = run,
};

} // namespace easprobe::checks::sync
