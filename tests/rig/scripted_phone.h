#pragma once

#include "client/run/course.h"
#include "tests/rig/handsets.h"
#include "tests/rig/replies.h"

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

/// The handset's session with a server that is a function: no network, no clock.
namespace easprobe::rig {

/// How a request ends, and after what time.
struct Reply {
    using Ended = std::variant<http::Response, TransportFailure, HeldOpen>;

    Reply(http::Response response,
          Milliseconds after = Milliseconds(10)) // NOLINT: an answer is written as such.
        : ended(std::move(response)), took(after)
    {}
    Reply(Ended how, Milliseconds after) : ended(std::move(how)), took(after) {}

    Ended ended;
    Milliseconds took;
};

/// To the nth request of a command, from 1; nothing: as the healthy server does.
using Answer = std::optional<Reply>;
using Answers = std::function<Answer(const Exchange& asked, const std::string& command, int nth)>;

Answer as_usual();
/// The connection is closed.
Reply cut(Milliseconds after = Milliseconds(10));
/// The Ping with this status; with a limit where one is named.
Reply ping(int status, Milliseconds took = Milliseconds(10), const std::string& more = {});

using Names = std::vector<std::string>;

/// What the handset sent of its own, with what it got.
struct Talk {
    std::vector<Exchange> exchanges;
    Ending ending;

    Names commands() const;
    std::vector<Exchange> of(eas::Command command) const;
};

/// Without a deadline: what its Pings take is told and not waited for.
Wishes unhurried();

/// wm61-professional, or a changed one, with a healthy server that has an Inbox and a mail, at 2.5, where
/// `instead` does not answer otherwise. A held Ping is held.
Talk talk(const Answers& instead, Wishes wishes = unhurried(), const HandsetProfile* changed = nullptr);
Talk talk_without_ping(const Answers& instead = {}, Wishes wishes = unhurried());

} // namespace easprobe::rig
