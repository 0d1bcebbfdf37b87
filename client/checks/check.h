#pragma once

#include "client/checks/case.h"
#include "client/checks/proof.h"

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace easprobe {

/// By effect on the person who holds the phone. CouldNotTell is for what this machine's network shows and the
/// phone's may not: it never makes a verdict of "would not sync" by itself.
enum class Severity { Blocker, Degraded, Advice, CouldNotTell };
std::string_view to_string(Severity severity);

/// Whether a finding was seen on the wire or follows from a fact of the profile that is itself inferred.
enum class Basis { Observed, Inferred };
std::string_view to_string(Basis basis);

namespace checks {

/// The world is as the handset needs it.
struct Passed {
    std::string observed;
    std::vector<Proof> evidence;
};

/// It is not. Severity and remedy are the check's own unless set here.
struct Finding {
    std::string observed;
    std::string expected;
    std::vector<Proof> evidence;
    Basis basis = Basis::Observed;
    std::string source; ///< What the inference rests on: the profile fact and its source; empty if observed.
    std::string support_code; ///< What the phone would show: "0x80072F0D"; empty where nothing is known.
    std::string remedy;
    std::optional<Severity> severity;
};

struct NotApplicable {
    std::string reason;
};

/// The exchange that the question is about never took place; or it did and this build could not see enough.
struct NotReached {
    std::string reason;
};

using Outcome = std::variant<Passed, Finding, NotApplicable, NotReached>;

struct Citation {
    std::string_view document; ///< "MS-ASHTTP", "RFC 5280", "handset study".
    std::string_view section;  ///< "2.2.1.1.2.4" or a requirement id.
};

/// What must be there before a check of its phase can be asked at all; where it is not, the runner says so in
/// the check's place.
enum class Needs {
    Nothing,
    Certificate, ///< The server's own, readable: its name, key and usage; a request has them as well.
    Chain,       ///< And its issuers, dates and signatures, which a request has not.
    Writing,     ///< The run may change the mailbox (--write).
};

/// One thing that must be right for the handset to sync. One check, one file, named after its id.
struct Check {
    std::string_view id;    ///< `<phase>.<kebab-name>`, stable for ever.
    std::string_view title; ///< What is right, as a sentence.
    Phase phase;
    Severity severity;
    Citation citation;
    std::string_view why;    ///< What goes wrong on the phone otherwise, and how it comes about.
    std::string_view remedy; ///< What the administrator does.
    Needs needs = Needs::Nothing;
    Outcome (*run)(const Case&);
};

} // namespace checks
} // namespace easprobe
