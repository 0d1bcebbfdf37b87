#include "tools/eas-test-server/exchange/command.h"
#include "tools/eas-test-server/exchange/folder_change.h"

namespace easprobe::test_server {

// MS-ASCMD 2.2.1.6.
http::Response answer_folder_update(CommandContext& context)
{
    constexpr const char* command = "FolderUpdate";
    if (const auto obstacle = obstacle_of(context))
        return folder_reply(context, command, *obstacle);
    Mailbox& mailbox = context.user.mailbox;
    Folder* const folder = mailbox.find_folder(context.question.child("ServerId").text().get());
    const std::string name = context.question.child("DisplayName").text().get();
    const std::string parent = context.question.child("ParentId").text().get();
    if (folder == nullptr)
        return folder_reply(context, command, FolderGone);
    if (folder->is_of_the_system())
        return folder_reply(context, command, SystemFolder);
    if (name.empty() || name_is_taken(mailbox, name, parent))
        return folder_reply(context, command, NameExists);
    folder->name = name;
    folder->parent = parent;
    context.device.folders[folder->id] = name;
    return folder_reply(context, command, Ok);
}

} // namespace easprobe::test_server
