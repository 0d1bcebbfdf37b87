#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace easprobe::eas {

/// The commands of protocol 2.5 to 12.1; the number is the command code of the base64 query
/// (MS-ASHTTP 2.2.1.1.1.1.2).
enum class Command : std::uint8_t {
    Sync = 0,
    SendMail = 1,
    SmartForward = 2,
    SmartReply = 3,
    GetAttachment = 4,
    GetHierarchy = 5,
    CreateCollection = 6,
    DeleteCollection = 7,
    MoveCollection = 8,
    FolderSync = 9,
    FolderCreate = 10,
    FolderDelete = 11,
    FolderUpdate = 12,
    MoveItems = 13,
    GetItemEstimate = 14,
    MeetingResponse = 15,
    Search = 16,
    Settings = 17,
    Ping = 18,
    ItemOperations = 19,
    Provision = 20,
    ResolveRecipients = 21,
    ValidateCert = 22,
};

std::string_view to_string(Command command);
/// Up to version 12.1 the body of its request is a mail, message/rfc822, and no WBXML.
bool carries_mail(Command command);
std::optional<Command> parse_command(std::string_view name);
std::optional<Command> command_of_code(std::uint8_t code);

} // namespace easprobe::eas
