#include "client/evidence/phase.h"

namespace easprobe {

std::string_view to_string(Phase phase)
{
    switch (phase) {
    case Phase::Autodiscover:
        return "autodiscover";
    case Phase::Connect:
        return "connect";
    case Phase::Hello:
        return "hello";
    case Phase::Trust:
        return "trust";
    case Phase::Http:
        return "http";
    case Phase::Options:
        return "options";
    case Phase::Provision:
        return "provision";
    case Phase::FolderSync:
        return "folder-sync";
    case Phase::Sync:
        return "sync";
    case Phase::Ping:
        return "ping";
    }
    return "";
}

std::optional<Phase> parse_phase(std::string_view word)
{
    for (const Phase phase : all_phases)
        if (to_string(phase) == word)
            return phase;
    return std::nullopt;
}

} // namespace easprobe
