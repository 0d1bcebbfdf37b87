#pragma once

#include "client/evidence/evidence.h"
#include "client/session/collection.h"
#include "client/session/handset_session.h"

#include <optional>
#include <string>
#include <vector>

namespace easprobe::session {

/// Something that the run has put into the mailbox and is to take out again.
struct Trace {
    enum class Kind {
        Item,
        Folder,
        Copies, ///< A folder where the server may have put copies of what was sent or deleted.
    };
    Kind kind = Kind::Item;
    std::string item_class;    ///< Email, Calendar, Contacts, Tasks; empty: a folder.
    std::string collection_id; ///< Where the item is, or the copies may be.
    std::string server_id;     ///< Empty: it may be there, under the name below.
    std::string name;          ///< Subject, name of the contact or of the folder: unlike any other.
    bool deleted = false;      ///< The server has accepted its deletion; whether it is gone is to be seen.
    /// The server failed at taking it, or makes it of itself if at all: where it does not come in, it is
    /// nowhere.
    bool may_never_come = false;
    bool renumbered = false; ///< Its folder has begun anew, and ServerIds of before say nothing any more.
    bool came_in = false;    ///< It was there before its folder began anew.
};

/// What the handset remembers while it runs its owner's errands.
struct Errands {
    std::size_t errand = 0; ///< Index into the list of errands.
    std::size_t step = 0;   ///< Index into the errand's steps.
    int tries = 0;          ///< Of the current step.

    std::string own_address;          ///< The user's; empty as long as it is not known.
    bool mail_comes_in = false;       ///< A mail to oneself was seen to.
    std::optional<Collection> folder; ///< The mail folder made for the run.
    std::vector<Collection> opened;   ///< Other folders, opened to look for copies.
    std::vector<Trace> traces;        ///< What is still to be cleared away, in the order made.
    std::size_t traces_before = 0;    ///< How many there were before the current step's request.

    bool clearing = false; ///< The traces are being cleared away.
    /// Who waits for the answer to a request of clearing away.
    Action (*on_clearing_answer)(HandsetSession::State&, const Exchange&) = nullptr;
    std::size_t clearing_try = 0;         ///< Requests spent on the trace at hand.
    std::size_t clearing_requests = 0;    ///< Requests spent on clearing away so far.
    std::size_t clearing_windows = 0;     ///< Windows looked through for it that had others behind them.
    int clearing_anew = 0;                ///< How often its folder has begun anew for it.
    std::optional<Ending> ending;         ///< Of the run, once nothing is left to do but to clear away.
    std::vector<std::string> left_behind; ///< Traces that could not be cleared away, in words.
};

} // namespace easprobe::session
