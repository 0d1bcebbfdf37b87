#include "protocol/eas/folder_change.h"

#include <array>

namespace easprobe::eas {

pugi::xml_document make_folder_create(std::string_view sync_key, std::string_view parent_id,
                                      std::string_view display_name, int type)
{
    pugi::xml_document body = make_body("FolderHierarchy", "FolderCreate");
    const pugi::xml_node root = body.document_element();
    add(root, "SyncKey", sync_key);
    add(root, "ParentId", parent_id);
    add(root, "DisplayName", display_name);
    add(root, "Type", type);
    return body;
}

pugi::xml_document make_folder_update(std::string_view sync_key, std::string_view server_id,
                                      std::string_view parent_id, std::string_view display_name)
{
    pugi::xml_document body = make_body("FolderHierarchy", "FolderUpdate");
    const pugi::xml_node root = body.document_element();
    add(root, "SyncKey", sync_key);
    add(root, "ServerId", server_id);
    add(root, "ParentId", parent_id);
    add(root, "DisplayName", display_name);
    return body;
}

pugi::xml_document make_folder_delete(std::string_view sync_key, std::string_view server_id)
{
    pugi::xml_document body = make_body("FolderHierarchy", "FolderDelete");
    const pugi::xml_node root = body.document_element();
    add(root, "SyncKey", sync_key);
    add(root, "ServerId", server_id);
    return body;
}

tl::expected<FolderChangeReply, Malformed> read_folder_change(const pugi::xml_document& reply)
{
    constexpr std::array roots = {"FolderCreate", "FolderUpdate", "FolderDelete"};
    for (const char* const name : roots) {
        const pugi::xml_node root = reply.child(name);
        const auto status = number_of(root.child("Status"));
        if (!status)
            continue;
        return FolderChangeReply{*status, string_of(root.child("SyncKey")),
                                 string_of(root.child("ServerId"))};
    }
    return tl::unexpected(Malformed{"no Status of a FolderCreate, FolderUpdate or FolderDelete"});
}

} // namespace easprobe::eas
