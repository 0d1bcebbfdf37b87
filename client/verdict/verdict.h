#pragma once

#include "client/checks/runner.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace easprobe {

enum class VerdictOutcome { WouldSync, WouldSyncDegraded, WouldNotSync, CouldNotTell };
std::string_view to_string(VerdictOutcome outcome);

/// What the person would see on the phone, where it is known.
struct HandsetError {
    std::string code;
    std::string name;
    std::string text;
    std::string source;
};

struct Verdict {
    VerdictOutcome outcome = VerdictOutcome::CouldNotTell;
    std::optional<Phase> stopped_at;
    std::string sentence;             ///< For an administrator, whole and without jargon.
    std::string why;                  ///< One sentence; empty when nothing needs saying.
    std::string remedy;               ///< What to do first; empty when nothing is to be done.
    std::vector<std::string> because; ///< Check ids.
    Basis basis = Basis::Observed;    ///< The weakest among the deciding findings.
    std::optional<HandsetError> handset_error;
};

/// Any blocker: would not sync, stopped at its phase. Otherwise any needed phase not reached or any check
/// broken: could not tell. Otherwise anything degraded: degraded. No result at all: could not tell.
Verdict judge(const std::vector<checks::Result>& results, const checks::Case& given);

/// Exit status of a program that ran these: 1 before 2 before 0; 2 for none.
int exit_status(const std::vector<VerdictOutcome>& outcomes);

} // namespace easprobe
