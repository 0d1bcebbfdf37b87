#pragma once

#include <optional>
#include <string_view>

namespace easprobe {

/// A request of an errand's, or of what clears away behind it (client/session/errands,
/// client/session/clearing).
enum class ErrandStep {
    SettingsDeviceInformation,
    SettingsOutOfOffice,
    SettingsOwnAddress,
    SearchAddressList,
    FolderCreate,
    MailSend,
    MailWait,
    MailArrive,
    MailMarkRead,
    MailLook,
    ReplySend,
    ReplyArrive,
    ForwardSend,
    ForwardArrive,
    InvitationSend,
    InvitationArrive,
    InvitationAccept,
    InvitationEvent,
    InvitationGone,
    MailMove,
    ReplyMove,
    FolderOpen,
    MailArriveInFolder,
    MailDelete,
    ReplyDelete,
    FolderReopen,
    FolderLook,
    MailGone,
    FolderRename,
    ContactAdd,
    ContactChange,
    ContactLook,
    ContactDelete,
    ContactGone,
    EventAdd,
    EventChange,
    EventLook,
    EventDelete,
    EventGone,
    TaskAdd,
    TaskChange,
    TaskLook,
    TaskDelete,
    TaskGone,
    ClearingKey,
    ClearingLook,
    ClearingMove,
    ClearingDelete,
    ClearingCheck,
    ClearingCopies,
    ClearingFolders,
    FolderDelete,
};

/// The word of a recording: "mail.send".
std::string_view to_string(ErrandStep step);
std::optional<ErrandStep> parse_errand_step(std::string_view word);

/// The errand that it belongs to changes what is in the mailbox, and may leave something there.
bool writes(ErrandStep step);

/// A question of the judge's, asked when the phone is done.
enum class Probe {
    AnonymousOptions, ///< OPTIONS without credentials.
    StaleSyncKey,     ///< A Sync with a key that the server never gave out.
};

/// The word of a recording: "anonymous-options".
std::string_view to_string(Probe probe);
std::optional<Probe> parse_probe(std::string_view word);

} // namespace easprobe
