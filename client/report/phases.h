#pragma once

#include "client/report/report.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace easprobe::report {

/// What became of one phase, in the words of a report.
struct PhaseState {
    Phase phase;
    std::string_view word;         ///< "ok", "not needed", "not reached", or the gravest severity in it.
    std::optional<Severity> worst; ///< Of what failed in it; none where nothing did.
    bool reached = false; ///< And needed: the handset was there, and nothing failed or something did.
    std::string aside;    ///< How many checks passed or failed, or why it was not reached.
};

/// The phases that the report is about, in their order: of a certificate in files, phase trust alone.
std::vector<PhaseState> phase_states(const Report& report);

} // namespace easprobe::report
