#pragma once

#include <array>
#include <span>

namespace easprobe::session {

/// A stretch of what the phone does.
enum class Leg {
    Options,
    FolderSync, ///< With the policy, where the server wants it applied first.
    Sync,
    Attachment,
    Ping,
    Errands,   ///< What its owner does with it.
    Questions, ///< What the phone does not ask, but its owner's administrator would.
};

/// What a handset does, one leg after the other.
struct Itinerary {
    std::span<const Leg> legs;
    bool stays = false; ///< It never ends: its last leg is begun again and again.
};

namespace legs {
inline constexpr std::array smoke_test = {Leg::Options, Leg::FolderSync, Leg::Sync,     Leg::Attachment,
                                          Leg::Ping,    Leg::Errands,    Leg::Questions};
inline constexpr std::array stay_at_ping = {Leg::Options, Leg::FolderSync, Leg::Sync, Leg::Ping};
} // namespace legs

/// Everything once.
inline constexpr Itinerary smoke_test{legs::smoke_test, false};
/// As in its owner's pocket: in step with the mailbox, and waiting for what changes there.
inline constexpr Itinerary stay_at_ping{legs::stay_at_ping, true};

} // namespace easprobe::session
