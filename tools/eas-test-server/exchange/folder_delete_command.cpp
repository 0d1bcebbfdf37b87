#include "tools/eas-test-server/exchange/command.h"
#include "tools/eas-test-server/exchange/folder_change.h"

namespace easprobe::test_server {

// MS-ASCMD 2.2.1.3: with everything that is in it.
http::Response answer_folder_delete(CommandContext& context)
{
    constexpr const char* command = "FolderDelete";
    if (const auto obstacle = obstacle_of(context))
        return folder_reply(context, command, *obstacle);
    Mailbox& mailbox = context.user.mailbox;
    const std::string id = context.question.child("ServerId").text().get();
    const Folder* const folder = mailbox.find_folder(id);
    if (folder == nullptr)
        return folder_reply(context, command, FolderGone);
    if (folder->is_of_the_system())
        return folder_reply(context, command, SystemFolder);
    std::erase_if(mailbox.folders(), [&id](const Folder& other) { return other.id == id; });
    context.device.folders.erase(id);
    return folder_reply(context, command, Ok);
}

} // namespace easprobe::test_server
