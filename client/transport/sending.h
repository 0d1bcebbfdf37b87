#pragma once

#include "client/evidence/evidence.h"
#include "protocol/http/message.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <tuple>

namespace easprobe::transport {

/// Https: over SSL as the handset speaks it. Http: in clear, where no credentials are ever sent.
enum class Scheme { Https, Http };

/// Where a request or a hello goes.
struct Origin {
    Scheme scheme = Scheme::Https;
    std::string host;
    std::uint16_t port = 443;

    bool operator==(const Origin&) const = default;
    bool operator<(const Origin& other) const
    {
        return std::tie(scheme, host, port) < std::tie(other.scheme, other.host, other.port);
    }
};

/// "https://eas.example.test:443".
std::string to_string(const Origin& origin);

/// Where the handset syncs.
Origin origin_of(const Target& target);

/// What is to be sent, to whom, and how long to wait for it.
struct Sending {
    Origin origin;
    /// Its Authorization header, if any, holds http::removed_credentials; in clear it is left out.
    http::Request request;
    /// Who asks, where that header stands: this login with the user's password; empty: the user's own login.
    std::string login;
    Purpose purpose = Purpose::Handset;
    std::optional<ErrandStep> step;
    std::optional<Probe> probe;
    Milliseconds timeout{30'000};
    /// How long the phone waits before it sends it.
    Milliseconds delay{};
    /// It clears away what the run has made: neither an interruption nor the run's own deadline stops it, but
    /// some seconds later a limit of its own does.
    bool clean_up = false;
    /// Above zero: end the request ourselves after this long without an answer, which is then HeldOpen.
    Milliseconds hold{};
    /// Over a connection of its own, which nothing else is sent over.
    bool apart = false;
    std::size_t most_bytes = 64UL * 1024 * 1024; ///< Of the answer's body.
};

/// Asked several times a second while one request or hello takes its time; false ends it as interrupted. May
/// be empty.
using Watch = std::function<bool()>;

/// How long something may take.
struct Limit {
    Milliseconds time{};
    bool ends_run = false; ///< It is the end of the run's own time, and not of this step's.
};

} // namespace easprobe::transport
