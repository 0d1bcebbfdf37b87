#include "client/evidence/errand_steps.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace easprobe {

namespace {

enum class Mailbox { Read, Written };

struct StepFacts {
    ErrandStep step;
    std::string_view word;
    Mailbox mailbox;
};

/// In the order of ErrandStep. DeviceInformation changes what the server has written down of the device, and
/// nothing in the mailbox.
constexpr std::array step_table = {
    StepFacts{ErrandStep::SettingsDeviceInformation, "settings.device-information", Mailbox::Read},
    StepFacts{ErrandStep::SettingsOutOfOffice, "settings.out-of-office", Mailbox::Read},
    StepFacts{ErrandStep::SettingsOwnAddress, "settings.own-address", Mailbox::Read},
    StepFacts{ErrandStep::SearchAddressList, "search.address-list", Mailbox::Read},
    StepFacts{ErrandStep::FolderCreate, "folder.create", Mailbox::Written},
    StepFacts{ErrandStep::MailSend, "mail.send", Mailbox::Written},
    StepFacts{ErrandStep::MailWait, "mail.wait", Mailbox::Written},
    StepFacts{ErrandStep::MailArrive, "mail.arrive", Mailbox::Written},
    StepFacts{ErrandStep::MailMarkRead, "mail.mark-read", Mailbox::Written},
    StepFacts{ErrandStep::MailLook, "mail.look", Mailbox::Written},
    StepFacts{ErrandStep::ReplySend, "reply.send", Mailbox::Written},
    StepFacts{ErrandStep::ReplyArrive, "reply.arrive", Mailbox::Written},
    StepFacts{ErrandStep::ForwardSend, "forward.send", Mailbox::Written},
    StepFacts{ErrandStep::ForwardArrive, "forward.arrive", Mailbox::Written},
    StepFacts{ErrandStep::InvitationSend, "invitation.send", Mailbox::Written},
    StepFacts{ErrandStep::InvitationArrive, "invitation.arrive", Mailbox::Written},
    StepFacts{ErrandStep::InvitationAccept, "invitation.accept", Mailbox::Written},
    StepFacts{ErrandStep::InvitationEvent, "invitation.event", Mailbox::Written},
    StepFacts{ErrandStep::InvitationGone, "invitation.gone", Mailbox::Written},
    StepFacts{ErrandStep::MailMove, "mail.move", Mailbox::Written},
    StepFacts{ErrandStep::ReplyMove, "reply.move", Mailbox::Written},
    StepFacts{ErrandStep::FolderOpen, "folder.open", Mailbox::Written},
    StepFacts{ErrandStep::MailArriveInFolder, "mail.arrive-in-folder", Mailbox::Written},
    StepFacts{ErrandStep::MailDelete, "mail.delete", Mailbox::Written},
    StepFacts{ErrandStep::ReplyDelete, "reply.delete", Mailbox::Written},
    StepFacts{ErrandStep::FolderReopen, "folder.reopen", Mailbox::Written},
    StepFacts{ErrandStep::FolderLook, "folder.look", Mailbox::Written},
    StepFacts{ErrandStep::MailGone, "mail.gone", Mailbox::Written},
    StepFacts{ErrandStep::FolderRename, "folder.rename", Mailbox::Written},
    StepFacts{ErrandStep::ContactAdd, "contact.add", Mailbox::Written},
    StepFacts{ErrandStep::ContactChange, "contact.change", Mailbox::Written},
    StepFacts{ErrandStep::ContactLook, "contact.look", Mailbox::Written},
    StepFacts{ErrandStep::ContactDelete, "contact.delete", Mailbox::Written},
    StepFacts{ErrandStep::ContactGone, "contact.gone", Mailbox::Written},
    StepFacts{ErrandStep::EventAdd, "event.add", Mailbox::Written},
    StepFacts{ErrandStep::EventChange, "event.change", Mailbox::Written},
    StepFacts{ErrandStep::EventLook, "event.look", Mailbox::Written},
    StepFacts{ErrandStep::EventDelete, "event.delete", Mailbox::Written},
    StepFacts{ErrandStep::EventGone, "event.gone", Mailbox::Written},
    StepFacts{ErrandStep::TaskAdd, "task.add", Mailbox::Written},
    StepFacts{ErrandStep::TaskChange, "task.change", Mailbox::Written},
    StepFacts{ErrandStep::TaskLook, "task.look", Mailbox::Written},
    StepFacts{ErrandStep::TaskDelete, "task.delete", Mailbox::Written},
    StepFacts{ErrandStep::TaskGone, "task.gone", Mailbox::Written},
    StepFacts{ErrandStep::ClearingKey, "clearing.key", Mailbox::Written},
    StepFacts{ErrandStep::ClearingLook, "clearing.look", Mailbox::Written},
    StepFacts{ErrandStep::ClearingMove, "clearing.move", Mailbox::Written},
    StepFacts{ErrandStep::ClearingDelete, "clearing.delete", Mailbox::Written},
    StepFacts{ErrandStep::ClearingCheck, "clearing.check", Mailbox::Written},
    StepFacts{ErrandStep::ClearingCopies, "clearing.copies", Mailbox::Written},
    StepFacts{ErrandStep::ClearingFolders, "clearing.folders", Mailbox::Written},
    StepFacts{ErrandStep::FolderDelete, "folder.delete", Mailbox::Written},
};

struct ProbeFacts {
    Probe probe;
    std::string_view word;
};

constexpr std::array probe_table = {
    ProbeFacts{Probe::AnonymousOptions, "anonymous-options"},
    ProbeFacts{Probe::StaleSyncKey, "stale-sync-key"},
};

constexpr bool is_in_order()
{
    for (std::size_t i = 0; i < step_table.size(); ++i)
        if (static_cast<std::size_t>(step_table.at(i).step) != i)
            return false;
    return static_cast<std::size_t>(ErrandStep::FolderDelete) + 1 == step_table.size();
}
static_assert(is_in_order());

const StepFacts& facts_of(ErrandStep step)
{
    return step_table.at(static_cast<std::size_t>(step));
}

} // namespace

std::string_view to_string(ErrandStep step)
{
    return facts_of(step).word;
}

std::optional<ErrandStep> parse_errand_step(std::string_view word)
{
    const auto* const found = std::ranges::find(step_table, word, &StepFacts::word);
    return found == step_table.end() ? std::nullopt : std::optional(found->step);
}

bool writes(ErrandStep step)
{
    return facts_of(step).mailbox == Mailbox::Written;
}

std::string_view to_string(Probe probe)
{
    return std::ranges::find(probe_table, probe, &ProbeFacts::probe)->word;
}

std::optional<Probe> parse_probe(std::string_view word)
{
    const auto* const found = std::ranges::find(probe_table, word, &ProbeFacts::word);
    return found == probe_table.end() ? std::nullopt : std::optional(found->probe);
}

} // namespace easprobe
