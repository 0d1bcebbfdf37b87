#pragma once

#include "client/session/errands/memory.h"
#include "client/session/handset_session.h"
#include "client/session/phases/heartbeat.h"
#include "protocol/eas/attachment.h"
#include "protocol/eas/folder_sync.h"
#include "protocol/eas/request_line.h"
#include "protocol/eas/sync_key.h"

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

/// What was sent last and waits for its answer.
struct Outstanding {
    transport::Sending sending;
    std::optional<eas::Command> command = std::nullopt;
    std::vector<eas::CommandParameter> parameters = {}; ///< Of the command, in the query.
    Action (*on_answer)(HandsetSession::State&, const Exchange&) = nullptr;
    bool survived = false; ///< Whoever has sent it goes on when it gets no answer.
};

using OnAnswer = decltype(Outstanding::on_answer);

/// The server's folders.
struct Hierarchy {
    eas::SyncKey sync_key{eas::first_sync_key}; ///< Of the last FolderSync or change of a folder.
    std::vector<eas::Folder> folders;
    bool repeated = false;
    bool restarted = false;
    bool renewed = false;                             ///< Asked for again, in mid-session.
    Action (*then)(HandsetSession::State&) = nullptr; ///< Goes on once they are there again.
};

/// What the handset remembers between two exchanges. Each phase is a few functions over it: one that begins
/// the phase, and one for each answer the phase waits for, left in `outstanding`.
struct HandsetSession::State {
    State(const HandsetProfile& given_profile, const Target& given_target, Account given_account,
          const Circumstances& given_circumstances, Options given_options)
        : profile(given_profile), target(given_target), account(std::move(given_account)),
          circumstances(given_circumstances), options(std::move(given_options))
    {}

    const HandsetProfile& profile;
    const Target target;
    const Account account;
    const Circumstances& circumstances;
    const Options options;

    Outstanding outstanding;
    /// What the server refused for want of its policy, while that is fetched.
    std::optional<Outstanding> waits_for_policy;

    std::optional<eas::ProtocolVersion> version;
    std::string policy_key = "0";
    int provisionings = 0;  ///< Policies fetched in this session.
    bool refetched = false; ///< A policy was fetched again, as another key was acknowledged than given.

    std::vector<std::string> commands; ///< MS-ASProtocolCommands of the answer to OPTIONS.
    Hierarchy hierarchy;
    std::vector<Collection> collections;
    std::size_t current = 0;                   ///< Index into collections.
    std::vector<std::size_t> to_sync;          ///< After a Ping: the collections that it named.
    std::optional<eas::Attachment> attachment; ///< The smallest that came with a mail.

    PingState ping;
    int pings = 0;
    Milliseconds elapsed{0}; ///< Of all exchanges so far.

    Errands errands;
    std::size_t next_probe = 0;
    std::size_t leg = 0;           ///< Index into the itinerary.
    std::optional<Ending> blocked; ///< The first blocker, kept while pressing on.
};

using State = HandsetSession::State;

} // namespace easprobe::session
