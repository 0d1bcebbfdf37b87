#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <random>
#include <string>
#include <vector>

namespace easprobe::test_server {

/// How much of a body a device asks for.
struct BodyWish {
    std::size_t most = 0;    ///< Bytes (12.x) or characters (2.5), where `whole` is false.
    bool whole = true;       ///< Without a limit.
    bool wants_html = false; ///< BodyPreference asks for Type 2 and not for Type 1.
};

/// What the Options of a collection say; kept, as 12.1 lets a device leave them out afterwards.
struct CollectionOptions {
    int filter_type = 0;
    BodyWish body;
    int conflict = 1; ///< MS-ASCMD 2.2.3.34: 0, the device's item wins; 1, the server's.
};

/// What a device has of an item: ServerId and the revision it was sent.
using Held = std::map<std::string, std::uint64_t>;

/// A series of SyncKeys "{guid}1", "{guid}2" ...: the last one given out is good, and the one before it as
/// well, for a device that never got the answer.
class SyncKeys {
  public:
    enum class Standing {
        Current,
        Repeated, ///< The one before: the device asks again.
        Unknown,
    };

    /// Starts a new series and forgets the old one.
    void restart(std::mt19937& chance);
    /// What a key that a device sends is worth.
    Standing standing_of(const std::string& key) const;
    /// Moves on.
    void advance();
    /// Steps back for a repeated request, which is then answered as it was the first time.
    void step_back();
    /// The last one given out; empty before the first.
    std::string current() const;

  private:
    std::string guid_;
    unsigned counter_ = 0;
    bool repeatable_ = false;
};

/// What the server knows about one collection on one device.
struct CollectionState {
    SyncKeys keys;
    Held held;                                ///< As of the current key.
    Held held_before;                         ///< As of the key before.
    std::map<std::string, std::string> added; ///< ClientId to ServerId of the last request's additions.
    CollectionOptions options;
};

struct PingParameters {
    std::chrono::seconds heartbeat{};
    std::vector<std::string> folders; ///< CollectionIds.
};

/// What the server knows about one device of one user.
struct Device {
    std::string temporary_policy_key; ///< Given out, not yet acknowledged.
    std::string policy_key;           ///< Acknowledged; empty before.
    SyncKeys hierarchy;
    std::map<std::string, std::string> folders;         ///< What it knows of them: ServerId and name.
    std::map<std::string, CollectionState> collections; ///< By CollectionId.
    std::optional<PingParameters> ping;                 ///< What the last Ping with a body said.
};

} // namespace easprobe::test_server
