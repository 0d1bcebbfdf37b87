#include "tools/eas-test-server/exchange/command.h"
#include "tools/eas-test-server/exchange/reply.h"

#include <string>

namespace easprobe::test_server {

namespace {

http::Response status_reply(int status)
{
    pugi::xml_document document;
    append_number(append_root(document, "FolderSync", "FolderHierarchy"), "Status", status);
    return wbxml_reply(document);
}

void append_folder(pugi::xml_node changes, const char* kind, const Folder& folder)
{
    pugi::xml_node element = changes.append_child(kind);
    append_text(element, "ServerId", folder.id);
    append_text(element, "ParentId", folder.parent);
    append_text(element, "DisplayName", folder.name);
    append_number(element, "Type", folder.type);
}

/// What differs between the mailbox and what the device knows of it, which it then knows.
void append_changes(pugi::xml_node changes, Device& device, Mailbox& mailbox)
{
    pugi::xml_node count = changes.append_child("Count");
    int number = 0;
    for (const Folder& folder : mailbox.folders()) {
        const auto known = device.folders.find(folder.id);
        if (known != device.folders.end() && known->second == folder.name)
            continue;
        append_folder(changes, known == device.folders.end() ? "Add" : "Update", folder);
        device.folders[folder.id] = folder.name;
        ++number;
    }
    number += static_cast<int>(std::erase_if(device.folders, [&](const auto& known) {
        if (mailbox.find_folder(known.first) != nullptr)
            return false;
        append_text(changes.append_child("Delete"), "ServerId", known.first);
        return true;
    }));
    count.text().set(number);
}

} // namespace

// MS-ASCMD 2.2.1.5. The key moves on when a device changes the folders, and not with this answer.
http::Response answer_folder_sync(CommandContext& context)
{
    if (context.has_fault(Fault::EasStatus))
        return status_reply(context.fault->status);
    const std::string key = context.question.child("SyncKey").text().get();
    if (key.empty() || std::string_view(context.question.name()) != "FolderSync")
        return status_reply(10);
    SyncKeys& keys = context.device.hierarchy;
    const bool first = key == "0";
    if (first) {
        keys.restart(context.store.chance);
        context.device.folders.clear();
    } else if (keys.standing_of(key) != SyncKeys::Standing::Current) {
        return status_reply(9);
    }
    pugi::xml_document document;
    pugi::xml_node root = append_root(document, "FolderSync", "FolderHierarchy");
    append_number(root, "Status", 1);
    append_text(root, "SyncKey", keys.current());
    append_changes(root.append_child("Changes"), context.device, context.user.mailbox);
    return wbxml_reply(document);
}

} // namespace easprobe::test_server
