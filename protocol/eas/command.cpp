#include "protocol/eas/command.h"

#include <array>

namespace easprobe::eas {

namespace {

/// In the order of the command codes, which begin at 0 and leave none out.
constexpr std::array<std::string_view, 23> names = {
    "Sync",
    "SendMail",
    "SmartForward",
    "SmartReply",
    "GetAttachment",
    "GetHierarchy",
    "CreateCollection",
    "DeleteCollection",
    "MoveCollection",
    "FolderSync",
    "FolderCreate",
    "FolderDelete",
    "FolderUpdate",
    "MoveItems",
    "GetItemEstimate",
    "MeetingResponse",
    "Search",
    "Settings",
    "Ping",
    "ItemOperations",
    "Provision",
    "ResolveRecipients",
    "ValidateCert",
};

} // namespace

std::string_view to_string(Command command)
{
    return names.at(static_cast<std::size_t>(command));
}

bool carries_mail(Command command)
{
    return command == Command::SendMail || command == Command::SmartReply || command == Command::SmartForward;
}

std::optional<Command> parse_command(std::string_view name)
{
    for (std::size_t code = 0; code < names.size(); ++code)
        if (names.at(code) == name)
            return static_cast<Command>(code);
    return std::nullopt;
}

std::optional<Command> command_of_code(std::uint8_t code)
{
    return code < names.size() ? std::optional(static_cast<Command>(code)) : std::nullopt;
}

} // namespace easprobe::eas
