#pragma once

#include "client/session/handset_session.h"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace easprobe::scripted {

/// What a server does with the nth request of a command (from 1), and how long it takes.
struct Answer {
    std::variant<http::Response, TransportFailure, HeldOpen> ended;
    Milliseconds took{10};
};
using Answers =
    std::function<std::optional<Answer>(const Exchange& asked, const std::string& command, int nth)>;

/// 200 with the WBXML of XML text.
Answer reply(std::string_view xml, Milliseconds took = Milliseconds(10));
/// A status without a body.
Answer status(int code, Milliseconds took = Milliseconds(10));
/// The Ping with this status; with a limit where one is named.
Answer ping(int status, Milliseconds took = Milliseconds(10), const std::string& more = {});
Answer cut(Milliseconds after);

struct Talk {
    std::vector<Exchange> exchanges; ///< The handset's own.
    Ending ending;

    std::vector<std::string> commands() const;
    std::vector<Exchange> of(eas::Command command) const;
};

/// wm61-professional, or a changed one, with a healthy server that has an Inbox and a mail, at 2.5, where
/// `instead` does not answer otherwise. A held Ping is held.
Talk talk(const Answers& instead, session::Options options = {}, const HandsetProfile* changed = nullptr);

const HandsetProfile& handset();

} // namespace easprobe::scripted
