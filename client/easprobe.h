#pragma once

// The library's one door: read a profile, let the handset talk to a server, judge what was seen, write it
// down.
//
//     auto profile = easprobe::read_profile("emulator-profiles/handsets/wm61-professional.xml");
//     easprobe::Evidence evidence = easprobe::emulate(*profile, std::move(run));
//     auto report = easprobe::report::make_report(evidence, *profile);

#include "client/checks/catalogue.h"
#include "client/drive/one_at_a_time.h"
#include "client/evidence/evidence.h"
#include "client/evidence/recording.h"
#include "client/evidence/target.h"
#include "client/handset/profile.h"
#include "client/report/report.h"
#include "client/run/course.h"
#include "client/session/login.h"
#include "client/transport/credentials.h"

#include <memory>
#include <optional>

namespace easprobe {

/// One conversation of one handset with one server: what it is to do, and with whose password.
struct Run : Wishes {
    std::optional<transport::Credentials> credentials; ///< None: no Authorization is sent.
    drive::Interrupted interrupted; ///< An interrupted run still clears away what it has made.
    drive::Progress progress;
    drive::Announcer announcer;            ///< Before each exchange.
    Watcher watcher;                       ///< After each exchange.
    std::shared_ptr<TimeAndChance> nature; ///< Null: the machine's.
};

/// Behaves as the handset and records; judges nothing but what the phone itself judges, its server's
/// certificate. Takes at most the time of the run's options, and 20 s more where it has to clear away what it
/// has made in the mailbox. What goes wrong on the way is in the evidence.
Evidence emulate(const HandsetProfile& profile, Run run);

} // namespace easprobe
