#pragma once

#include "client/evidence/reply.h"

#include <fmt/format.h>
#include <optional>
#include <string>

namespace easprobe::session {

/// Why the answer is no plain 200, in words; nothing for a plain 200.
std::optional<std::string> refusal_of(const Exchange& exchange);

/// HTTP 449: the server wants its policy applied first (MS-ASPROV 3.1.5.1; statuses 142 to 144 of later
/// versions).
bool is_policy_demand(const Exchange& exchange);

/// The reply to a command that is never answered with nothing, whatever its Status; else why there is none: a
/// sentence about `command`, as "HTTP 503 to FolderSync".
template <typename Reply>
tl::expected<Reply, std::string>
reply_to(std::string_view command, const Exchange& answer,
         tl::expected<Reply, eas::Malformed> (*read)(const pugi::xml_document&))
{
    if (const auto refusal = refusal_of(answer))
        return tl::unexpected(fmt::format("{} to {}", *refusal, command));
    if (answer.reply() == nullptr)
        return tl::unexpected(fmt::format("an empty answer to {}", command));
    auto reply = read(*answer.reply());
    if (!reply)
        return tl::unexpected(fmt::format("an answer to {} with {}", command, reply.error().what));
    return std::move(*reply);
}

} // namespace easprobe::session
