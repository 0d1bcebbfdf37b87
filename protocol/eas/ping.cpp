#include "protocol/eas/ping.h"

namespace easprobe::eas {

pugi::xml_document make_ping(std::chrono::seconds heartbeat, const std::vector<PingFolder>& folders)
{
    pugi::xml_document body = make_body("Ping", "Ping");
    const pugi::xml_node root = body.document_element();
    add(root, "HeartbeatInterval", static_cast<int>(heartbeat.count()));
    const pugi::xml_node list = add(root, "Folders");
    for (const PingFolder& folder : folders) {
        const pugi::xml_node element = add(list, "Folder");
        add(element, "Id", folder.id);
        add(element, "Class", folder.item_class);
    }
    return body;
}

tl::expected<PingReply, Malformed> read_ping(const pugi::xml_document& reply)
{
    const pugi::xml_node root = reply.child("Ping");
    const auto status = number_of(root.child("Status"));
    if (!status)
        return tl::unexpected(Malformed{"no Ping/Status"});
    PingReply read;
    read.status = *status;
    read.heartbeat_interval = number_of(root.child("HeartbeatInterval"));
    read.max_folders = number_of(root.child("MaxFolders"));
    for (const pugi::xml_node folder : root.child("Folders").children("Folder")) {
        // Exchange puts the id straight into Folder; some servers wrap it into Id.
        const std::string id = string_of(folder.child("Id"));
        read.changed_folders.push_back(id.empty() ? string_of(folder) : id);
    }
    return read;
}

} // namespace easprobe::eas
