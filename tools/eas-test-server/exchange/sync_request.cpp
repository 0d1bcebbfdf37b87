#include "tools/eas-test-server/exchange/sync_request.h"

#include "tools/eas-test-server/exchange/application_data.h"
#include "tools/eas-test-server/exchange/reply.h"

#include <array>
#include <string_view>

namespace easprobe::test_server {

namespace {

/// WindowSize of 0 or above this is read as this (MS-ASCMD 2.2.3.199).
constexpr int largest_window = 512;

/// MS-ASCMD Truncation of protocol 2.5: 0 to 8, in characters; 9 is no limit.
constexpr std::array<std::size_t, 9> truncations = {0, 512, 1024, 2048, 5120, 10240, 20480, 51200, 102400};

BodyWish read_truncation(pugi::xml_node options)
{
    const pugi::xml_node truncation = options.child("Truncation");
    const int code = truncation.text().as_int(9);
    if (code < 0 || code >= static_cast<int>(truncations.size()))
        return {};
    return {truncations.at(static_cast<std::size_t>(code)), false, false};
}

/// Plain text where the device takes it, else HTML.
BodyWish read_body_preference(pugi::xml_node options)
{
    pugi::xml_node chosen;
    for (const pugi::xml_node preference : options.children("airsyncbase:BodyPreference")) {
        const int type = preference.child("airsyncbase:Type").text().as_int();
        if (type == 1 || (type == 2 && chosen.empty()))
            chosen = preference;
    }
    BodyWish wish;
    wish.wants_html = chosen.child("airsyncbase:Type").text().as_int() == 2;
    if (const pugi::xml_node size = chosen.child("airsyncbase:TruncationSize")) {
        wish.whole = false;
        wish.most = size.text().as_uint();
    }
    return wish;
}

void delete_item(const std::string& id, Folder& folder, CollectionState& state, const CommandContext& context)
{
    if (context.has_fault(Fault::IgnoreDelete))
        return;
    folder.items.erase(id);
    state.held.erase(id);
}

enum ChangeStatus { Done = 1, Refused = 6, Conflict = 7, NotFound = 8 };

/// Both sides have changed the item where it is no longer the one that the device was sent. Where the
/// server's wins, the device has not heard of it yet: it comes with the server's own changes.
bool server_wins(const std::string& id, const Item& item, const CollectionState& state)
{
    const auto held = state.held.find(id);
    return held != state.held.end() && held->second != item.revision && state.options.conflict == 1;
}

/// A change that the device made is no news to it: it holds the new revision already.
int change_item(pugi::xml_node command, const std::string& id, Folder& folder, CollectionState& state,
                CommandContext& context)
{
    const auto found = folder.items.find(id);
    if (context.has_fault(Fault::RefuseChange))
        return Refused;
    if (found == folder.items.end())
        return NotFound;
    if (context.has_fault(Fault::ChangedElsewhere)) {
        found->second.text += "Changed elsewhere.\r\n";
        context.user.mailbox.touch(found->second);
    }
    if (server_wins(id, found->second, state))
        return Conflict;
    read_application_data(found->second, command.child("ApplicationData"));
    context.user.mailbox.touch(found->second);
    state.held[id] = found->second.revision;
    return Done;
}

void add_item(pugi::xml_node command, Folder& folder, CollectionState& state, CommandContext& context,
              pugi::xml_node responses)
{
    const std::string client_id = command.child("ClientId").text().get();
    auto known = state.added.find(client_id);
    if (known == state.added.end() || !folder.items.contains(known->second)) {
        Item item;
        read_application_data(item, command.child("ApplicationData"));
        known =
            state.added.insert_or_assign(client_id, context.user.mailbox.add(folder, std::move(item))).first;
    }
    state.held[known->second] = folder.items.at(known->second).revision;
    pugi::xml_node response = responses.append_child("Add");
    append_text(response, "ClientId", client_id);
    append_text(response, "ServerId", known->second);
    append_number(response, "Status", 1);
}

void fetch_item(const std::string& id, const Folder& folder, CommandContext& context,
                pugi::xml_node responses)
{
    pugi::xml_node response = responses.append_child("Fetch");
    append_text(response, "ServerId", id);
    const auto found = folder.items.find(id);
    append_number(response, "Status", found == folder.items.end() ? 8 : 1);
    if (found != folder.items.end())
        write_application_data(response.append_child("ApplicationData"), {found->first, found->second},
                               *folder.item_class, context.version, {}, TimeZones::Correct);
}

} // namespace

CollectionRequest read_collection(pugi::xml_node collection, eas::ProtocolVersion version)
{
    CollectionRequest read;
    read.id = collection.child("CollectionId").text().get();
    read.key = collection.child("SyncKey").text().get();
    // Absent GetChanges means "yes" from 12.1 on and "no" before (MS-ASCMD 2.2.3.84).
    const pugi::xml_node changes = collection.child("GetChanges");
    read.wants_changes =
        changes.empty() ? version == eas::ProtocolVersion::V12_1 : changes.text().as_int(1) != 0;
    const int window = collection.child("WindowSize").text().as_int(100);
    read.window = static_cast<std::size_t>(window <= 0 || window > largest_window ? largest_window : window);
    if (const pugi::xml_node options = collection.child("Options")) {
        CollectionOptions kept;
        kept.filter_type = options.child("FilterType").text().as_int();
        kept.conflict = options.child("Conflict").text().as_int(1);
        kept.body =
            version == eas::ProtocolVersion::V2_5 ? read_truncation(options) : read_body_preference(options);
        read.options = kept;
    }
    read.commands = collection.child("Commands");
    read.has_commands = !read.commands.first_child().empty();
    return read;
}

void apply_device_commands(const CollectionRequest& asked, Folder& folder, CollectionState& state,
                           CommandContext& context, pugi::xml_node responses)
{
    for (const pugi::xml_node command : asked.commands.children()) {
        const std::string_view name = command.name();
        const std::string id = command.child("ServerId").text().get();
        if (name == "Add") {
            add_item(command, folder, state, context, responses);
        } else if (name == "Fetch") {
            fetch_item(id, folder, context, responses);
        } else if (name == "Delete") {
            delete_item(id, folder, state, context);
        } else if (name == "Change") {
            const int status = change_item(command, id, folder, state, context);
            if (status == Done)
                continue; // Only failures are answered (MS-ASCMD 2.2.3.152).
            pugi::xml_node response = responses.append_child("Change");
            append_text(response, "ServerId", id);
            append_number(response, "Status", status);
        }
    }
    if (asked.has_commands)
        context.store.changed.notify_all();
}

} // namespace easprobe::test_server
