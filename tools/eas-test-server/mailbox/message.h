#pragma once

#include "tools/eas-test-server/exchange/command.h"
#include "tools/eas-test-server/mailbox/mailbox.h"

#include <optional>
#include <string>
#include <string_view>

namespace easprobe::test_server {

/// A message/rfc822 text, taken apart as far as this server delivers it.
struct Message {
    Mail mail;
    std::string copies_to; ///< Cc.
};

/// Nothing for a text without an end of its header.
std::optional<Message> read_message(std::string_view message);

/// Delivers it to those recipients in To and Cc that this server knows, and to Sent Items where the request
/// asks for that.
void send_out(CommandContext& context, Message message);

/// A reply, or a mail that is forwarded: the device sends its own words alone, and the server puts below them
/// what they are about.
http::Response pass_on(CommandContext& context);

} // namespace easprobe::test_server
