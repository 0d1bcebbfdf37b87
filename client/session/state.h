#pragma once

#include "client/session/errands/errands.h"
#include "client/session/handset_session.h"
#include "client/session/phases/heartbeat.h"
#include "protocol/eas/attachment.h"
#include "protocol/eas/folder_sync.h"
#include "protocol/eas/ping.h"
#include "protocol/eas/provision.h"
#include "protocol/eas/request_line.h"
#include "protocol/eas/sync.h"

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace easprobe::session {

/// What Direct Push is at.
struct PingState {
    std::chrono::seconds interval{0}; ///< To be held now.
    HeartbeatSearch search;
    int tries = 0;                                      ///< Pings of that search after the first one.
    std::chrono::seconds server_shortest{0};            ///< From status 5; 0: not told.
    std::optional<std::chrono::seconds> server_longest; ///< From status 5.
    std::optional<std::size_t> most_folders;            ///< From status 6.
    std::optional<std::chrono::seconds> cached;         ///< The server has the folders and this heartbeat.
    int wakes = 0;                                      ///< Answers with status 2.
    std::set<int> answered_once; ///< Statuses to which the phone has a way on, and has taken it.
};

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
    OnAnswer on_clearing_answer = nullptr; ///< The same for an answer to a request of clearing away.
    /// To be sent again after a policy was fetched in between.
    transport::Sending last_sent;
    std::optional<eas::Command> last_command;
    std::vector<eas::CommandParameter> last_parameters;
    bool failure_is_survived = false; ///< Of what was sent last: its owner goes on when it gets no answer.

    std::optional<eas::ProtocolVersion> version;
    std::string policy_key = "0";
    int provisionings = 0;     ///< Policies fetched in this session.
    bool refetched = false;    ///< A policy was fetched again, as another key was acknowledged than given.
    OnAnswer resume = nullptr; ///< Who waits for the answer to last_sent once the policy is there.
    bool resumed_failure_is_survived = false; ///< failure_is_survived of last_sent.

    std::vector<std::string> commands; ///< MS-ASProtocolCommands of the answer to OPTIONS.
    std::string hierarchy_key = "0";   ///< SyncKey of the last FolderSync or change of a folder.
    std::vector<eas::Folder> folders;
    bool folders_repeated = false;
    bool folders_restarted = false;
    bool folders_renewed = false;              ///< Asked for again, in mid-session.
    Action (*after_folders)(State&) = nullptr; ///< Goes on once they are there again.
    std::vector<Collection> collections;
    std::size_t current = 0;                   ///< Index into collections.
    std::vector<std::size_t> to_sync;          ///< After a Ping: the collections that it named.
    std::optional<eas::Attachment> attachment; ///< The smallest that came with a mail.

    PingState ping;
    int pings = 0;
    Milliseconds elapsed{0}; ///< Of all exchanges so far.

    Errands errands;
    std::size_t next_probe = 0;
    std::optional<Ending> blocked; ///< The first blocker, kept while pressing on.
};

using State = HandsetSession::State;

// The phases, in the order in which the phone comes to them.
Action begin_options(State& state);
Action begin_folder_sync(State& state);
Action begin_sync(State& state);
Action begin_attachment(State& state);
Action begin_ping(State& state);
Action begin_probes(State& state); ///< The owner's errands, then our own questions.

// What its owner asks of it, which begins where begin_probes does; then the questions themselves.
Action begin_errands(State& state);
Action go_on_with_errands(State& state);
Action ask_probes(State& state);

/// Lets no run end before what it has made in the mailbox is cleared away, as far as that can be done.
Action leave_clean(State& state, Action action);
/// Ends the run at once, or once it has cleared away; what it is clearing away already stays.
Action end_run(State& state, Ending ending);

/// Fetches the server's policy, then sends again what the server refused for want of it.
Action begin_provision(State& state, State::OnAnswer resume);

/// After a Ping named folders: synchronises those and comes back to the Ping.
Action sync_changed(State& state, const std::vector<std::string>& folder_ids);

/// The server says that its folders have changed: asks for them, once in a run, and goes on with `then`. The
/// collections keep their keys where their folders are the same.
Action renew_folders(State& state, Action (*then)(State&));

/// A command of the phone's own, as this handset and version send it. `on_answer` gets the answer.
Action send_command(State& state, eas::Command command, const pugi::xml_document& body,
                    State::OnAnswer on_answer);

/// The same for a command that says what it means in the query. What becomes of it does not stop the phone.
Action send_with_parameters(State& state, eas::Command command, std::vector<eas::CommandParameter> parameters,
                            std::string body, State::OnAnswer on_answer);

/// The same for a body as it goes on the wire, empty where the server has it from before; with times of our
/// own: how long to wait for the answer, and after how long to hang up (0: never).
Action send_held(State& state, eas::Command command, std::string body, Milliseconds timeout,
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
