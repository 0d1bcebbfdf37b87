#include "client/session/errands/errand_requests.h"

#include "client/session/answer.h"
#include "client/session/phases/sync_phase.h"
#include "client/session/request.h"
#include "protocol/eas/statuses.h"
#include "protocol/text/ascii.h"

#include <algorithm>
#include <array>

namespace easprobe::session {

Outstanding errand_request(const State& state, eas::Command command, std::string body,
                           std::vector<eas::CommandParameter> parameters)
{
    Outstanding request;
    request.sending.request = make_request(state, command, std::move(body), SendCredentials::Yes, parameters);
    request.sending.purpose = Purpose::Errand;
    request.command = command;
    request.parameters = std::move(parameters);
    return request;
}

bool offers(const State& state, eas::Command command)
{
    return state.commands.empty() || std::ranges::any_of(state.commands, [&](const std::string& name) {
               return equal_ignoring_case(name, eas::to_string(command));
           });
}

std::string marked_name(const State& state)
{
    return "easprobe " + state.options.mark;
}

Collection* find_collection(State& state, std::string_view id)
{
    if (state.errands.folder && state.errands.folder->id == id)
        return &*state.errands.folder;
    for (std::vector<Collection>* const list : {&state.collections, &state.errands.opened})
        for (Collection& collection : *list)
            if (collection.id == id)
                return &collection;
    return nullptr;
}

bool is_in_own_folder(const State& state, const Trace& trace)
{
    return trace.kind == Trace::Kind::Item && state.errands.folder &&
           trace.collection_id == state.errands.folder->id;
}

const eas::Folder* find_folder(const State& state, eas::FolderType type)
{
    const auto found = std::ranges::find(state.hierarchy.folders, static_cast<int>(type), &eas::Folder::type);
    return found == state.hierarchy.folders.end() ? nullptr : &*found;
}

Collection* find_class(State& state, std::string_view item_class)
{
    const auto found = std::ranges::find(state.collections, item_class, &Collection::item_class);
    return found == state.collections.end() || found->sync_key == eas::first_sync_key ? nullptr : &*found;
}

Trace* find_trace(State& state, std::string_view item_class, std::string_view name)
{
    const auto found = std::ranges::find_if(state.errands.traces, [&](const Trace& trace) {
        return trace.kind != Trace::Kind::Copies && trace.item_class == item_class && trace.name == name;
    });
    return found == state.errands.traces.end() ? nullptr : &*found;
}

void strike_out(State& state, const Trace& trace)
{
    std::erase_if(state.errands.traces, [&](const Trace& other) { return &other == &trace; });
}

Outstanding sync_with(const State& state, const Collection& collection, const Trace* trace,
                      AddCommands commands)
{
    pugi::xml_document body = eas::make_sync(items_request(state, collection));
    if (commands != nullptr && trace != nullptr)
        commands(body, *trace);
    return errand_request(state, eas::Command::Sync, eas::to_wire(body));
}

std::optional<eas::SyncReply> take_sync(Collection& collection, const Exchange& answer)
{
    if (refusal_of(answer))
        return std::nullopt;
    if (answer.reply() == nullptr)
        return eas::SyncReply{}; // Empty: nothing has changed (MS-ASCMD 2.2.1.21, 12.1).
    auto reply = eas::read_sync(*answer.reply());
    if (!reply || reply->deciding_status() != 1)
        return std::nullopt;
    if (!reply->sync_key.empty())
        collection.sync_key = reply->sync_key;
    return std::move(*reply);
}

pugi::xml_node find_item(const eas::SyncReply& reply, std::string_view name)
{
    constexpr std::array naming = {"email:Subject", "contacts:LastName", "calendar:Subject", "tasks:Subject"};
    for (const pugi::xml_node& item : reply.items)
        for (const char* const field : naming)
            if (name == item.child("ApplicationData").child_value(field))
                return item;
    return {};
}

std::string find_arrived(const eas::SyncReply& reply, std::string_view name)
{
    return find_item(reply, name).child_value("ServerId");
}

Presence presence_of(const Exchange& answer, std::string_view server_id)
{
    if (refusal_of(answer) || answer.reply() == nullptr)
        return Presence::Unknown;
    const auto reply = eas::read_sync(*answer.reply());
    if (reply && reply->deciding_status() == eas::sync_status::not_found)
        return Presence::Gone;
    for (const eas::SyncResponse& response : eas::read_sync_responses(*answer.reply())) {
        if (response.command != "Fetch" || response.server_id != server_id)
            continue;
        if (response.status == eas::sync_status::not_found)
            return Presence::Gone;
        return response.status == 1 && response.data.first_child() ? Presence::There : Presence::Unknown;
    }
    return Presence::Unknown;
}

bool has_failed(const Exchange& answer)
{
    constexpr int bad_gateway = 502;
    constexpr int gateway_timeout = 504;
    const http::Response* const response = answer.response();
    if (response == nullptr)
        return false;
    return answer.reply() != nullptr || (response->status >= 400 && response->status != bad_gateway &&
                                         response->status != gateway_timeout);
}

int response_status(const Exchange& answer, std::string_view command)
{
    if (answer.reply() != nullptr)
        for (const eas::SyncResponse& response : eas::read_sync_responses(*answer.reply()))
            if (response.command == command)
                return response.status;
    return 1;
}

} // namespace easprobe::session
