#include "tools/eas-test-server/command.h"
#include "tools/eas-test-server/reply.h"

#include <string>

namespace easprobe::test_server {

namespace {

http::Response status_reply(int status)
{
    pugi::xml_document document;
    append_number(append_root(document, "FolderSync", "FolderHierarchy"), "Status", status);
    return wbxml_reply(document);
}

void append_folders(pugi::xml_node changes, const Mailbox& mailbox)
{
    append_number(changes, "Count", static_cast<long long>(mailbox.folders().size()));
    for (const Folder& folder : mailbox.folders()) {
        pugi::xml_node add = changes.append_child("Add");
        append_text(add, "ServerId", folder.id);
        append_text(add, "ParentId", "0");
        append_text(add, "DisplayName", folder.name);
        append_number(add, "Type", folder.type);
    }
}

} // namespace

// MS-ASCMD 2.2.1.5. The hierarchy of this server never changes, so a device hears of it once a series of
// keys.
http::Response answer_folder_sync(CommandContext& context)
{
    if (context.has_fault(Fault::EasStatus))
        return status_reply(context.fault->status);
    const std::string key = context.question.child("SyncKey").text().get();
    if (key.empty() || std::string_view(context.question.name()) != "FolderSync")
        return status_reply(10);
    SyncKeys& keys = context.device.hierarchy;
    const bool first = key == "0";
    if (first)
        keys.restart();
    else if (keys.standing_of(key) != SyncKeys::Standing::Current)
        return status_reply(9);
    pugi::xml_document document;
    pugi::xml_node root = append_root(document, "FolderSync", "FolderHierarchy");
    append_number(root, "Status", 1);
    append_text(root, "SyncKey", keys.current());
    pugi::xml_node changes = root.append_child("Changes");
    if (first)
        append_folders(changes, context.user.mailbox);
    else
        append_number(changes, "Count", 0);
    return wbxml_reply(document);
}

} // namespace easprobe::test_server
