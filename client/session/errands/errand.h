#pragma once

#include "client/session/state.h"

#include <optional>
#include <span>
#include <string_view>

namespace easprobe::session {

/// Where an answer leads within its errand.
enum class Turn {
    Next,
    Again,      ///< The same step at once.
    AgainLater, ///< The same step after a pause, a few times; then the next one.
    GiveUp,     ///< What remains of the errand makes no sense any more.
};

/// One request of an errand.
struct Step {
    ErrandStep name;
    /// Nothing where there is no occasion for it; the step is then passed over.
    std::optional<Outstanding> (*request)(State&);
    Turn (*take)(State&, const Exchange&);
};

/// Something the owner of the phone does with it. Whatever it puts into the mailbox it enters into
/// Errands::traces before it is sent, and strikes out once it is seen to be gone.
struct Errand {
    bool writes; ///< Needs --write.
    bool clears; ///< Its traces are cleared away at its end; else the next errand goes on with them.
    std::string_view item_class; ///< Of the items it is about; empty where it is about none.
    std::span<const Step> steps;
};

extern const Errand tell_settings; ///< DeviceInformation, out of office.
extern const Errand look_up;       ///< Search, and with it the user's own address.
extern const Errand make_mail_folder;
extern const Errand mail_to_oneself;   ///< What follows needs its mail and the folder.
extern const Errand answer_invitation; ///< Where that mail has come in.
extern const Errand file_mail;
extern const Errand keep_contact;
extern const Errand keep_event;
extern const Errand keep_task;

} // namespace easprobe::session
