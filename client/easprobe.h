#pragma once

// The library's one door: read a profile, let the handset talk to a server, judge what was seen, write it
// down.
//
//     auto profile = easprobe::read_profile("emulator-profiles/handsets/wm61-professional.xml");
//     easprobe::Evidence evidence = easprobe::emulate(*profile, std::move(run));
//     auto report = easprobe::report::make_report(evidence, *profile);

#include "client/checks/catalogue.h"
#include "client/evidence/evidence.h"
#include "client/evidence/recording.h"
#include "client/evidence/target.h"
#include "client/handset/profile.h"
#include "client/report/report.h"
#include "client/session/drive.h"
#include "client/session/handset_session.h"
#include "client/session/login.h"
#include "client/session/server_search.h"
#include "client/transport/credentials.h"

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace easprobe {

/// One conversation of one handset with one server.
struct Run {
    Target target;
    std::string address; ///< Where not empty: the server is looked for from this e-mail address.
    session::SearchPorts search_ports;
    session::Account account;
    std::optional<transport::Credentials> credentials; ///< None: no Authorization is sent.
    Circumstances circumstances;
    session::Options options;
    std::vector<std::string> resolve; ///< HOST:PORT:ADDR, as in curl.
    std::chrono::seconds deadline{120};
    /// True from the moment on when the run is to end early; it still clears away what it has made.
    std::function<bool()> interrupted;
    std::function<void(Milliseconds)> progress; ///< About every second while one request takes long.
    session::Announcer announcer;               ///< Before each exchange.
    session::Watcher watcher;                   ///< After each exchange.
};

/// Behaves as the handset and records; judges nothing but what the phone itself judges, its server's
/// certificate. Takes at most the run's deadline,
/// and 20 s more where it has to clear away what it has made in the mailbox. What goes wrong on the way is in
/// the evidence.
Evidence emulate(const HandsetProfile& profile, Run run);

} // namespace easprobe
