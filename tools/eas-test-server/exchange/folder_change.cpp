#include "tools/eas-test-server/exchange/folder_change.h"

#include "tools/eas-test-server/exchange/reply.h"

#include <algorithm>

namespace easprobe::test_server {

std::optional<int> obstacle_of(const CommandContext& context)
{
    if (context.has_fault(Fault::EasStatus))
        return context.fault->status;
    const std::string key = context.question.child("SyncKey").text().get();
    if (context.device.hierarchy.standing_of(key) != SyncKeys::Standing::Current)
        return BadKey;
    return std::nullopt;
}

bool name_is_taken(Mailbox& mailbox, const std::string& name, const std::string& parent)
{
    return std::ranges::any_of(mailbox.folders(), [&](const Folder& folder) {
        return folder.name == name && folder.parent == parent;
    });
}

http::Response folder_reply(CommandContext& context, const char* command, int status,
                            const std::string& server_id)
{
    pugi::xml_document document;
    pugi::xml_node root = append_root(document, command, "FolderHierarchy");
    append_number(root, "Status", status);
    if (status == Ok) {
        context.device.hierarchy.advance();
        append_text(root, "SyncKey", context.device.hierarchy.current());
    }
    if (!server_id.empty())
        append_text(root, "ServerId", server_id);
    return wbxml_reply(document);
}

} // namespace easprobe::test_server
