#pragma once

#include "client/session/handset_session.h"
#include "protocol/eas/command.h"
#include "protocol/http/message.h"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// A conversation of the handset's session with a server that is a function.
namespace easprobe::talk {

/// An answer by the command's name and how often it came, from 1; nothing: the connection is closed.
using Answer = std::optional<http::Response>;
using Answers = std::function<Answer(const std::string& command, int nth)>;
using Names = std::vector<std::string>;

/// What the handset sent of its own, with what it got.
struct Talk {
    std::vector<Exchange> exchanges;
    Ending ending;

    Names commands() const;
};

/// wm61-professional talks until it is done, without Ping.
Talk talk_with(const Answers& answers, session::Options options = {});

/// A healthy mailbox with an Inbox and one mail, at 2.5; `instead` may answer otherwise.
Answers healthy(const Answers& instead = {});
/// What `instead` says where it has nothing to say.
Answer as_usual();

/// 200 with a body that is given as XML.
http::Response reply(std::string_view xml);
/// A status and no body.
http::Response status(int code);

http::Response options_of(const std::string& versions);
std::string sync_answer(int status, const std::string& key, const std::string& more = {});
std::string provision_answer(const std::string& key, int policy_status = 1, const std::string& more = {});
extern const char* const inbox_alone;
extern const char* const one_item;

} // namespace easprobe::talk
