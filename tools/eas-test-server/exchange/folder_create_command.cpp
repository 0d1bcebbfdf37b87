#include "tools/eas-test-server/exchange/command.h"
#include "tools/eas-test-server/exchange/folder_change.h"

namespace easprobe::test_server {

// MS-ASCMD 2.2.1.2.
http::Response answer_folder_create(CommandContext& context)
{
    constexpr const char* command = "FolderCreate";
    if (const auto obstacle = obstacle_of(context))
        return folder_reply(context, command, *obstacle);
    Mailbox& mailbox = context.user.mailbox;
    const std::string name = context.question.child("DisplayName").text().get();
    const std::string parent = context.question.child("ParentId").text().get();
    if (parent != "0" && mailbox.find_folder(parent) == nullptr)
        return folder_reply(context, command, ParentGone);
    if (name.empty() || name_is_taken(mailbox, name, parent))
        return folder_reply(context, command, NameExists);
    const std::string id = mailbox.add_folder(name, parent, context.question.child("Type").text().as_int());
    context.device.folders[id] = name;
    return folder_reply(context, command, Ok, id);
}

} // namespace easprobe::test_server
