#pragma once

#include <array>
#include <optional>
#include <string_view>

namespace easprobe {

/// What the handset is at, in the order in which it gets there and in which a report lists it.
enum class Phase { Autodiscover, Connect, Hello, Trust, Http, Options, Provision, FolderSync, Sync, Ping };

inline constexpr std::array all_phases = {
    Phase::Autodiscover, Phase::Connect,   Phase::Hello,      Phase::Trust, Phase::Http,
    Phase::Options,      Phase::Provision, Phase::FolderSync, Phase::Sync,  Phase::Ping};

/// The word of the command line, of check ids and of the JSON report: "folder-sync".
std::string_view to_string(Phase phase);

std::optional<Phase> parse_phase(std::string_view word);

} // namespace easprobe
