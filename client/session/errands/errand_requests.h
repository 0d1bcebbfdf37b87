#pragma once

#include "client/session/state.h"
#include "protocol/eas/sync.h"
#include "protocol/eas/sync_commands.h"

namespace easprobe::session {

/// A request of an errand's, to be named by who runs it.
Outstanding errand_request(const State& state, eas::Command command, std::string body,
                           std::vector<eas::CommandParameter> parameters = {});

/// Whether the answer to OPTIONS lists the command; an answer without any list says nothing.
bool offers(const State& state, eas::Command command);

/// "easprobe MARK": the name of whatever is made.
std::string marked_name(const State& state);

/// The collection of that id, the folder made for the run included; null when there is none.
Collection* find_collection(State& state, std::string_view id);
/// The one of that class that the phone keeps; null when there is none or it was never synchronised.
Collection* find_class(State& state, std::string_view item_class);

/// The item's trace of that class and name; with an empty class the folder's. Null when there is none.
Trace* find_trace(State& state, std::string_view item_class, std::string_view name);
void strike_out(State& state, const Trace& trace);

/// A Sync of the collection, with changes of the server's and commands of the phone's.
using AddCommands = void (*)(pugi::xml_document& sync, const Trace& trace);
Outstanding sync_with(const State& state, const Collection& collection, const Trace* trace,
                      AddCommands commands);

/// The reply to a Sync whose status is 1, the collection's key moved on; an empty one stands for no changes.
/// Nothing for any other answer.
std::optional<eas::SyncReply> take_sync(Collection& collection, const Exchange& answer);

/// The folder made for the run is the one that the item is in.
bool is_in_own_folder(const State& state, const Trace& trace);

/// The phone's folder of that type; null when there is none.
const eas::Folder* find_folder(const State& state, eas::FolderType type);

/// The Add of the item that came and has this name; null when none has.
pugi::xml_node find_item(const eas::SyncReply& reply, std::string_view name);
/// ServerId of the item that came and has this name; empty when none has.
std::string find_arrived(const eas::SyncReply& reply, std::string_view name);

/// What the answer to a Fetch shows of the item. That it is gone is said, not concluded from what an answer
/// lacks: there are servers that know no Fetch.
enum class Presence { There, Gone, Unknown };
Presence presence_of(const Exchange& answer, std::string_view server_id);

/// Nothing came of what was asked: the server itself says so. Behind a gateway's answer, or none, it may
/// still be on its way.
bool has_failed(const Exchange& answer);

/// The Status of this command in the Responses; 1 where the server, as it may, says nothing.
int response_status(const Exchange& answer, std::string_view command);

} // namespace easprobe::session
