#pragma once

#include "client/session/state.h"
#include "protocol/eas/sync_commands.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace easprobe::session {

/// Where an answer leads within its errand.
enum class Turn {
    Next,
    Again,      ///< The same step at once.
    AgainLater, ///< The same step after a pause, a few times; then the next one.
    GiveUp,     ///< What remains of the errand makes no sense any more.
};

/// One request of an errand.
struct Step {
    ErrandStep name;
    /// Nothing where there is no occasion for it; the step is then passed over.
    std::optional<transport::Sending> (*request)(State&);
    Turn (*take)(State&, const Exchange&);
};

/// Something the owner of the phone does with it. Whatever it puts into the mailbox it enters into
/// Errands::traces before it is sent, and strikes out once it is seen to be gone.
struct Errand {
    bool writes; ///< Needs --write.
    bool clears; ///< Its traces are cleared away at its end; else the next errand goes on with them.
    std::string_view item_class; ///< Of the items it is about; empty where it is about none.
    std::span<const Step> steps;
};

extern const Errand tell_settings; ///< DeviceInformation, out of office.
extern const Errand look_up;       ///< Search, and with it the user's own address.
extern const Errand make_mail_folder;
extern const Errand mail_to_oneself;   ///< What follows needs its mail and the folder.
extern const Errand answer_invitation; ///< Where that mail has come in.
extern const Errand file_mail;
extern const Errand keep_contact;
extern const Errand keep_event;
extern const Errand keep_task;

/// The folder made for the run, deleted as the server says. That it is gone is looked at when the run ends:
/// it takes all folders from key 0, after which a server may number them anew.
bool is_for_the_end(const State& state, const Trace& trace);

/// The errand at hand.
const Errand& current_errand(const State& state);

/// A request of an errand's, to be named by who runs it. Remembered, so that it can be sent again once a
/// policy was fetched.
transport::Sending errand_request(State& state, eas::Command command, std::string body,
                                  std::vector<eas::CommandParameter> parameters = {});

/// Takes away what the traces stand for, then goes on with the errands, or ends the run where it has its
/// ending already.
Action begin_clearing(State& state);

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
transport::Sending sync_with(State& state, const Collection& collection, const Trace* trace,
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
