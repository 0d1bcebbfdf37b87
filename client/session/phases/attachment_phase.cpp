// One attachment of those that came with the mails, fetched as the phone does when its owner taps on it.
// Nothing else depends on it, so nothing that goes wrong with it stops the phone.

#include "client/session/phases/attachment_phase.h"

#include "client/session/progress.h"
#include "client/session/request.h"

namespace easprobe::session {

namespace {

/// More than this is not fetched for a test, over whatever line this is.
constexpr std::size_t most_bytes = 512UL * 1024;

Action after_attachment(State& state, const Exchange&)
{
    return leg_done(state);
}

/// GetAttachment at 2.5; from 12.0 on what the profile says (MS-ASCMD 2.2.1.7, 2.2.1.10).
eas::Command command_for(const State& state)
{
    const bool item_operations = *state.version != eas::ProtocolVersion::V2_5 &&
                                 state.profile.sync.attachment_command == "ItemOperations";
    return item_operations ? eas::Command::ItemOperations : eas::Command::GetAttachment;
}

} // namespace

Action begin_attachment(State& state)
{
    if (!state.attachment || state.attachment->size > most_bytes)
        return leg_done(state);
    const std::string& reference = state.attachment->reference;
    if (command_for(state) == eas::Command::GetAttachment)
        return send_with_parameters(state, eas::Command::GetAttachment, {{"AttachmentName", reference}}, {},
                                    after_attachment);
    return send_with_parameters(state, eas::Command::ItemOperations, {},
                                eas::to_wire(eas::make_attachment_fetch(reference)), after_attachment);
}

} // namespace easprobe::session
