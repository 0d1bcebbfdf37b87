#include "tools/eas-test-server/command.h"
#include "tools/eas-test-server/message.h"
#include "tools/eas-test-server/reply.h"

namespace easprobe::test_server {

// MS-ASCMD 2.2.1.20 of 12.1 and before: the device sends its own words alone, and the server puts below them
// what they answer.
http::Response answer_smart_reply(CommandContext& context)
{
    auto message = read_message(context.request.body);
    if (!message)
        return page_reply(400, reason_of(400), "The body is not a message.");
    const std::string* const collection_id = eas::find_parameter(context.line, "CollectionId");
    const std::string* const item_id = eas::find_parameter(context.line, "ItemId");
    if (collection_id == nullptr || item_id == nullptr)
        return page_reply(400, reason_of(400), "It is not said what is answered.");
    const Folder* const folder = context.user.mailbox.find_folder(*collection_id);
    const auto answered =
        folder == nullptr ? std::map<std::string, Item>::const_iterator() : folder->items.find(*item_id);
    if (folder == nullptr || answered == folder->items.end())
        return page_reply(500, reason_of(500), "The item that is answered is not there.");
    message->mail.text += "\r\n-----Original Message-----\r\n" + answered->second.text;
    send_out(context, std::move(*message));
    return empty_reply();
}

} // namespace easprobe::test_server
