#include "client/checks/check.h"

namespace easprobe {

std::string_view to_string(Severity severity)
{
    switch (severity) {
    case Severity::Blocker:
        return "blocker";
    case Severity::Degraded:
        return "degraded";
    case Severity::Advice:
        return "advice";
    case Severity::CouldNotTell:
        break;
    }
    return "could-not-tell";
}

std::string_view to_string(Basis basis)
{
    return basis == Basis::Observed ? "observed" : "inferred";
}

} // namespace easprobe
