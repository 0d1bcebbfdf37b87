#include "tools/eas-test-server/exchange/command.h"
#include "tools/eas-test-server/exchange/reply.h"

#include <string>
#include <utility>

namespace easprobe::test_server {

namespace {

enum Status { BadSource = 1, BadDestination = 2, Moved = 3, SameFolder = 4 };

/// The item gets another ServerId in its new folder.
std::pair<Status, std::string> move(pugi::xml_node asked, CommandContext& context)
{
    Mailbox& mailbox = context.user.mailbox;
    const std::string id = asked.child("SrcMsgId").text().get();
    Folder* const source = mailbox.find_folder(asked.child("SrcFldId").text().get());
    Folder* const destination = mailbox.find_folder(asked.child("DstFldId").text().get());
    if (source == nullptr || !source->items.contains(id))
        return {BadSource, {}};
    if (destination == nullptr || destination->item_class != source->item_class)
        return {BadDestination, {}};
    if (source == destination)
        return {SameFolder, {}};
    Item item = std::move(source->items.at(id));
    source->items.erase(id);
    return {Moved, mailbox.add(*destination, std::move(item))};
}

} // namespace

// MS-ASCMD 2.2.1.12. Status 3 is success here.
http::Response answer_move_items(CommandContext& context)
{
    pugi::xml_document document;
    pugi::xml_node root = append_root(document, "MoveItems", "Move");
    for (const pugi::xml_node asked : context.question.children("Move")) {
        const auto [status, id] = move(asked, context);
        pugi::xml_node response = root.append_child("Response");
        append_text(response, "SrcMsgId", asked.child("SrcMsgId").text().get());
        append_number(response, "Status",
                      context.has_fault(Fault::EasStatus) ? context.fault->status : status);
        if (status == Moved)
            append_text(response, "DstMsgId", id);
    }
    context.store.changed.notify_all();
    return wbxml_reply(document);
}

} // namespace easprobe::test_server
