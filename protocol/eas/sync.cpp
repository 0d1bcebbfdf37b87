#include "protocol/eas/sync.h"

namespace easprobe::eas {

namespace {

/// Options differ by class and version: FilterType for mail and calendar, Truncation for mail at 2.5,
/// BodyPreference (type 1, plain text) for all at 12.x, Conflict for what can be changed on both sides at
/// once. The order is that of MS-ASCMD 2.2.3.125.5, on which old servers rely.
void add_options(pugi::xml_document& body, pugi::xml_node collection, const SyncRequest& request)
{
    const bool is_2_5 = request.version == ProtocolVersion::V2_5;
    const bool is_mail = request.item_class == "Email";
    const pugi::xml_node options = add(collection, "Options");
    if (request.filter_type)
        add(options, "FilterType", *request.filter_type);
    if (is_2_5 && is_mail)
        add(options, "Truncation", request.truncation);
    if (!is_2_5) {
        declare(body, "xmlns:airsyncbase", "AirSyncBase");
        const pugi::xml_node preference = add(options, "airsyncbase:BodyPreference");
        add(preference, "airsyncbase:Type", 1);
        add(preference, "airsyncbase:TruncationSize", request.truncation_size);
    }
    if (is_mail && request.mime_support != 0)
        add(options, "MIMESupport", request.mime_support);
    if (!is_mail)
        add(options, "Conflict", request.conflict);
}

} // namespace

pugi::xml_document make_sync(const SyncRequest& request)
{
    pugi::xml_document body = make_body("AirSync", "Sync");
    const pugi::xml_node collection = add(add(body.document_element(), "Collections"), "Collection");
    // Class stands first at 2.5 and 12.0, which need it, and is left out at 12.1.
    if (request.version != ProtocolVersion::V12_1)
        add(collection, "Class", request.item_class);
    add(collection, "SyncKey", request.sync_key);
    add(collection, "CollectionId", request.collection_id);
    if (request.sync_key == "0")
        return body; // With key 0, GetChanges and WindowSize are refused or without meaning.
    add(collection, "DeletesAsMoves");
    add(collection, "GetChanges");
    add(collection, "WindowSize", request.window_size);
    add_options(body, collection, request);
    return body;
}

int SyncReply::deciding_status() const
{
    if (status && *status != 1)
        return *status;
    return collection_status.value_or(status.value_or(0));
}

tl::expected<SyncReply, Malformed> read_sync(const pugi::xml_document& reply)
{
    const pugi::xml_node root = reply.child("Sync");
    if (root.empty())
        return tl::unexpected(Malformed{"no Sync element"});
    SyncReply read;
    read.status = number_of(root.child("Status"));
    const pugi::xml_node collection = root.child("Collections").child("Collection");
    read.collection_status = number_of(collection.child("Status"));
    if (!read.status && !read.collection_status)
        return tl::unexpected(Malformed{"neither Sync/Status nor Sync/Collections/Collection/Status"});
    read.sync_key = string_of(collection.child("SyncKey"));
    read.collection_id = string_of(collection.child("CollectionId"));
    read.item_class = string_of(collection.child("Class"));
    read.more_available = !collection.child("MoreAvailable").empty();
    for (const pugi::xml_node command : collection.child("Commands").children()) {
        ++read.changes;
        if (std::string_view(command.name()) == "Add")
            read.items.push_back(command);
    }
    if (read.deciding_status() == 1 && !collection.empty() && read.sync_key.empty())
        return tl::unexpected(Malformed{"no Sync/Collections/Collection/SyncKey beside Status 1"});
    return read;
}

} // namespace easprobe::eas
