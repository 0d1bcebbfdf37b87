#include "protocol/eas/folder_sync.h"

#include <unordered_map>
#include <unordered_set>

namespace easprobe::eas {

namespace {

Folder read_folder(pugi::xml_node folder)
{
    return {string_of(folder.child("ServerId")), string_of(folder.child("ParentId")),
            string_of(folder.child("DisplayName")), number_of(folder.child("Type")).value_or(0)};
}

} // namespace

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
        if (!number_of(folder.child("Type")) || folder.child("ServerId").empty())
            return tl::unexpected(Malformed{"FolderSync/Changes/Add without ServerId or Type"});
        read.added.push_back(read_folder(folder));
    }
    for (const pugi::xml_node folder : root.child("Changes").children("Update"))
        read.updated.push_back(read_folder(folder));
    for (const pugi::xml_node folder : root.child("Changes").children("Delete"))
        read.deleted.push_back(string_of(folder.child("ServerId")));
    return read;
}

void apply(const FolderSyncReply& changes, std::vector<Folder>& folders)
{
    const std::unordered_set<std::string_view> gone(changes.deleted.begin(), changes.deleted.end());
    std::erase_if(folders, [&gone](const Folder& folder) { return gone.contains(folder.server_id); });
    std::unordered_map<std::string_view, Folder*> by_id;
    for (Folder& folder : folders)
        by_id.emplace(folder.server_id, &folder);
    for (const Folder& update : changes.updated) {
        const auto known = by_id.find(update.server_id);
        if (known == by_id.end())
            continue;
        if (!update.parent_id.empty())
            known->second->parent_id = update.parent_id;
        if (!update.display_name.empty())
            known->second->display_name = update.display_name;
        if (update.type != 0)
            known->second->type = update.type;
    }
    folders.insert(folders.end(), changes.added.begin(), changes.added.end());
}

} // namespace easprobe::eas
