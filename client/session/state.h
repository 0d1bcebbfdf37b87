#pragma once

#include "client/session/errands.h"
#include "client/session/handset_session.h"
#include "protocol/eas/folder_sync.h"
#include "protocol/eas/ping.h"
#include "protocol/eas/provision.h"
#include "protocol/eas/sync.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace easprobe::session {

/// What the handset remembers between two exchanges. Each phase is a few functions over it: one that begins
/// the phase, and one for each answer the phase waits for, left in `on_answer`.
struct HandsetSession::State {
    State(const HandsetProfile& given_profile, const Target& given_target, Account given_account,
          Options given_options)
        : profile(given_profile), target(given_target), account(std::move(given_account)),
          options(std::move(given_options))
    {}

    const HandsetProfile& profile;
    const Target target;
    const Account account;
    const Options options;

    using OnAnswer = Action (*)(State&, const Exchange&);
    OnAnswer on_answer = nullptr;
    /// To be sent again after a policy was fetched in between.
    transport::Sending last_sent;
    std::optional<eas::Command> last_command;
    Reply last_reply;

    std::optional<eas::ProtocolVersion> version;
    std::string policy_key = "0";
    int provisionings = 0;     ///< Policies fetched in this session.
    OnAnswer resume = nullptr; ///< Who waits for the answer to last_sent once the policy is there.

    std::vector<std::string> commands; ///< MS-ASProtocolCommands of the answer to OPTIONS.
    std::string hierarchy_key = "0";   ///< SyncKey of the last FolderSync or change of a folder.
    std::vector<eas::Folder> folders;
    std::vector<Collection> collections;
    std::size_t current = 0;          ///< Index into collections.
    std::vector<std::size_t> to_sync; ///< After a Ping: the collections that it named.

    std::chrono::seconds heartbeat{0};
    int pings = 0;
    bool heartbeat_adjusted = false;

    Errands errands;
    std::size_t next_probe = 0;
    std::optional<Ending> blocked; ///< The first blocker, kept while pressing on.
};

using State = HandsetSession::State;

// The phases, in the order in which the phone comes to them.
Action begin_options(State& state);
Action begin_folder_sync(State& state);
Action begin_sync(State& state);
Action begin_ping(State& state);
Action begin_probes(State& state); ///< The owner's errands, then our own questions.

// What its owner asks of it, which begins where begin_probes does; then the questions themselves.
Action begin_errands(State& state);
Action go_on_with_errands(State& state);
Action ask_probes(State& state);

/// Lets no run end before what it has made in the mailbox is cleared away, as far as that can be done.
Action leave_clean(State& state, Action action);

/// Fetches the server's policy, then sends again what the server refused for want of it.
Action begin_provision(State& state, State::OnAnswer resume);

/// After a Ping named folders: synchronises those and comes back to the Ping.
Action sync_changed(State& state, const std::vector<std::string>& folder_ids);

/// A command of the phone's own, as this handset and version send it. `on_answer` gets the answer.
Action send_command(State& state, eas::Command command, const pugi::xml_document& body,
                    State::OnAnswer on_answer);

/// The same with a time of our own for holding it open.
Action send_held(State& state, eas::Command command, const pugi::xml_document& body, Milliseconds timeout,
                 Milliseconds hold, State::OnAnswer on_answer);

/// What a Sync asks of a collection whose key is there, as this handset and version ask it.
eas::SyncRequest items_request(const State& state, const Collection& collection);

/// The phone goes no further: done, or, when pressing on, whatever `otherwise` begins.
Action stop(State& state, Phase phase, std::string reason, Action (*otherwise)(State&) = nullptr);

/// The phone has done all it does.
Action finish(State& state);

/// The phase is complete: stops when this is where the user asked to stop, else begins the next one.
Action after_phase(State& state, Phase done, Action (*next)(State&));

/// What every command's answer is looked at for before its content.
struct Refusal {
    std::string reason;
};
/// Why the answer is no plain 200; nothing for a plain 200. 449 is left to the caller by is_policy_demand.
std::optional<Refusal> refusal_of(const Exchange& exchange);

/// HTTP 449: the server wants its policy applied first (MS-ASPROV 3.1.5.1; statuses 142 to 144 of later
/// versions).
bool is_policy_demand(const Exchange& exchange);

} // namespace easprobe::session
