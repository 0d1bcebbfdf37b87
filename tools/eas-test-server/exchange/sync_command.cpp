#include "tools/eas-test-server/exchange/application_data.h"
#include "tools/eas-test-server/exchange/changes.h"
#include "tools/eas-test-server/exchange/command.h"
#include "tools/eas-test-server/exchange/reply.h"
#include "tools/eas-test-server/exchange/sync_request.h"

#include <algorithm>
#include <array>
#include <string>

namespace easprobe::test_server {

namespace {

enum Status { Ok = 1, BadKey = 3, ProtocolError = 4, NotFound = 8, HierarchyChanged = 12, Incomplete = 13 };

/// Class stands in the reply up to 12.0 and not from 12.1 on.
pugi::xml_node append_collection(pugi::xml_node collections, const CollectionRequest& asked,
                                 const Folder* folder, const std::string& key, int status,
                                 eas::ProtocolVersion version, bool with_class = true)
{
    pugi::xml_node collection = collections.append_child("Collection");
    if (version != eas::ProtocolVersion::V12_1 && folder != nullptr && with_class)
        append_text(collection, "Class", to_string(*folder->item_class));
    append_text(collection, "SyncKey", key);
    append_text(collection, "CollectionId", asked.id);
    append_number(collection, "Status", status);
    return collection;
}

/// One element of Commands: what the device has to hear, which it then holds.
void append_change(pugi::xml_node commands, const Change& change, const Folder& folder,
                   CollectionState& state, CommandContext& context)
{
    constexpr std::array names = {"Add", "Change", "Delete", "SoftDelete"};
    pugi::xml_node element = commands.append_child(names.at(static_cast<std::size_t>(change.kind)));
    append_text(element, "ServerId", change.id);
    if (change.kind == Change::Kind::Delete || change.kind == Change::Kind::SoftDelete) {
        state.held.erase(change.id);
        return;
    }
    const Item& item = folder.items.at(change.id);
    BodyWish wish = state.options.body;
    if (context.has_fault(Fault::IgnoreTruncation))
        wish.whole = true;
    write_application_data(element.append_child("ApplicationData"), {change.id, item}, *folder.item_class,
                           context.version, wish,
                           context.has_fault(Fault::BadTimeZone) ? TimeZones::Rubbish : TimeZones::Correct);
    state.held[change.id] = item.revision;
}

/// MoreAvailable belongs between Status and Commands, where these handsets look for it.
void append_changes(pugi::xml_node collection, const std::vector<Change>& changes, std::size_t window,
                    const Folder& folder, CollectionState& state, CommandContext& context)
{
    const std::size_t count = std::min(window, changes.size());
    const bool forever = context.has_fault(Fault::MoreAvailableForever);
    const bool late = context.has_fault(Fault::MoreAvailableLate);
    const bool more = forever || count < changes.size();
    if (more && !late)
        collection.insert_child_after("MoreAvailable", collection.child("Status"));
    if (count > 0) {
        pugi::xml_node commands = collection.append_child("Commands");
        for (std::size_t i = 0; i < count; ++i)
            append_change(commands, changes[i], folder, state, context);
    }
    if (more && late)
        collection.append_child("MoreAvailable");
    if (forever)
        state.held = state.held_before;
}

/// The key is good: the device's own changes first, then the server's.
void answer_good_key(pugi::xml_node collections, const CollectionRequest& asked, Folder& folder,
                     CollectionState& state, CommandContext& context)
{
    pugi::xml_document responses;
    apply_device_commands(asked, folder, state, context, responses.append_child("Responses"));
    std::vector<Change> changes;
    if (asked.wants_changes)
        changes = changes_for(folder, state.held, state.options.filter_type, context.now);
    const bool answered = !responses.document_element().first_child().empty();
    // From 12.1 on nothing new means no collection in the reply, and the key stays.
    if (context.version == eas::ProtocolVersion::V12_1 && changes.empty() && !answered &&
        !asked.has_commands && !context.has_fault(Fault::MoreAvailableForever))
        return;
    state.keys.advance();
    pugi::xml_node collection = append_collection(collections, asked, &folder, state.keys.current(), Ok,
                                                  context.version, !context.has_fault(Fault::MissingClass));
    if (answered)
        collection.append_copy(responses.document_element());
    append_changes(collection, changes, asked.window, folder, state, context);
}

/// Sees to it that the state is the one that the key of the request stands for. False for a key that was
/// never given out.
bool go_to_key(CollectionState& state, const std::string& key, bool accept_any)
{
    switch (accept_any ? SyncKeys::Standing::Current : state.keys.standing_of(key)) {
    case SyncKeys::Standing::Current:
        state.held_before = state.held;
        state.added.clear();
        return true;
    case SyncKeys::Standing::Repeated:
        state.held = state.held_before;
        state.keys.step_back();
        return true;
    case SyncKeys::Standing::Unknown:
        return false;
    }
    return false;
}

void answer_collection(pugi::xml_node collections, const CollectionRequest& asked, CommandContext& context)
{
    Folder* const folder = context.user.mailbox.find_folder(asked.id);
    const auto refuse = [&](int status) {
        append_collection(collections, asked, folder, "0", status, context.version);
    };
    if (asked.id.empty() || asked.key.empty())
        return refuse(ProtocolError);
    if (folder == nullptr || !folder->item_class) {
        append_collection(collections, asked, nullptr, "0",
                          context.version == eas::ProtocolVersion::V2_5 ? NotFound : HierarchyChanged,
                          context.version);
        return;
    }
    if (context.has_fault(Fault::EasStatus))
        return refuse(context.fault->status);
    CollectionState& state = context.device.collections[asked.id];
    if (asked.options)
        state.options = *asked.options;
    if (asked.key == "0") {
        state.keys.restart(context.store.chance);
        state.held.clear();
        state.held_before.clear();
        append_collection(collections, asked, folder, state.keys.current(), Ok, context.version);
        return;
    }
    if (!go_to_key(state, asked.key, context.has_fault(Fault::StaleKeyAccepted)))
        return refuse(BadKey);
    answer_good_key(collections, asked, *folder, state, context);
}

} // namespace

// MS-ASCMD 2.2.1.21.
http::Response answer_sync(CommandContext& context)
{
    pugi::xml_document document;
    pugi::xml_node root = append_root(document, "Sync", "AirSync");
    if (context.question.empty()) {
        // 12.1 lets a device repeat its last request by an empty one; this server has not kept it.
        if (context.version != eas::ProtocolVersion::V12_1)
            return page_reply(400, reason_of(400), "The request has no body.");
        append_number(root, "Status", Incomplete);
        return wbxml_reply(document);
    }
    declare_item_namespaces(root);
    pugi::xml_node collections = root.append_child("Collections");
    const bool stopped_at_once = context.question.child("Collections").empty();
    for (const pugi::xml_node asked : context.question.child("Collections").children("Collection"))
        answer_collection(collections, read_collection(asked, context.version), context);
    if (stopped_at_once) {
        root.remove_child(collections);
        append_number(root, "Status", ProtocolError);
        return wbxml_reply(document);
    }
    if (collections.first_child().empty())
        return empty_reply();
    return wbxml_reply(document);
}

} // namespace easprobe::test_server
