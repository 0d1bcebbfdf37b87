#include "protocol/eas/folder_sync.h"

namespace easprobe::eas {

std::string_view class_of_folder(int type)
{
    switch (type) {
    case 2:
    case 3:
    case 4:
    case 5:
    case 6:
    case 12:
        return "Email";
    case 7:
    case 15:
        return "Tasks";
    case 8:
    case 13:
        return "Calendar";
    case 9:
    case 14:
        return "Contacts";
    default:
        return {};
    }
}

pugi::xml_document make_folder_sync(std::string_view sync_key)
{
    pugi::xml_document body = make_body("FolderHierarchy", "FolderSync");
    add(body.document_element(), "SyncKey", sync_key);
    return body;
}

tl::expected<FolderSyncReply, Malformed> read_folder_sync(const pugi::xml_document& reply)
{
    const pugi::xml_node root = reply.child("FolderSync");
    const auto status = number_of(root.child("Status"));
    if (root.empty() || !status)
        return tl::unexpected(Malformed{"no FolderSync/Status"});
    FolderSyncReply read;
    read.status = *status;
    read.sync_key = string_of(root.child("SyncKey"));
    if (read.status == 1 && read.sync_key.empty())
        return tl::unexpected(Malformed{"no FolderSync/SyncKey beside Status 1"});
    for (const pugi::xml_node folder : root.child("Changes").children("Add")) {
        const auto type = number_of(folder.child("Type"));
        if (!type || folder.child("ServerId").empty())
            return tl::unexpected(Malformed{"FolderSync/Changes/Add without ServerId or Type"});
        read.added.push_back({string_of(folder.child("ServerId")), string_of(folder.child("ParentId")),
                              string_of(folder.child("DisplayName")), *type});
    }
    return read;
}

} // namespace easprobe::eas
