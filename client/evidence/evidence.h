#pragma once

#include "client/evidence/exchange.h"
#include "client/evidence/hello_probe.h"
#include "client/evidence/offline_certificate.h"
#include "protocol/x509/certificate.h"

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace easprobe {

/// Where the handset was told to sync with.
struct Target {
    std::string host;
    std::uint16_t port = 443;
    std::string path = "/Microsoft-Server-ActiveSync";
};

/// What was seen of the way to the server: the TCP connection and the TLS handshake of the exchange's own
/// channel.
struct Connection {
    bool name_resolved = false;
    bool connected = false;
    std::string address; ///< Numeric, of the peer.
    bool handshake_completed = false;
    std::string tls_version;                 ///< "TLSv1", empty when none was agreed.
    std::string cipher_suite;                ///< OpenSSL's name, empty when none was agreed.
    std::string first_bytes;                 ///< Of the answer to the hello, five at most: a record's header.
    std::optional<int> alert;                ///< The fatal alert received (RFC 5246 7.2).
    std::vector<std::string> chain;          ///< Certificates as sent, DER, in the order sent.
    std::optional<TransportFailure> failure; ///< Set when no channel came to be.
};

/// Roots that stand in the place of the profile's own.
struct ReplacedRoots {
    std::string name; ///< Of a store in root-stores/, or of the file or folder that they were read from.
    std::vector<std::string> certificates; ///< DER; empty for a store that its name stands for.

    bool operator==(const ReplacedRoots&) const = default;
};

/// One question of Autodiscover, and what was seen of the way to its host.
struct DiscoveryStep {
    int exchange = 0;      ///< Its number.
    Connection connection; ///< In clear: without a handshake.
};

/// How the server was looked for from an e-mail address.
struct Discovery {
    std::string address;              ///< That the owner entered.
    std::vector<DiscoveryStep> steps; ///< In the order asked.
    std::string url;                  ///< Found, usable or not; empty where none was.
};

/// What this run was asked to do, as far as a judgement depends on it.
struct Circumstances {
    bool same_network = false; ///< Names and ports that fail here fail for the phone as well.
    bool press_on = false;     ///< Go on past a blocker.
    bool write = false;
    bool ping = true; ///< False after --no-ping.
    std::optional<Phase> until;
    x509::Time handset_clock{};
    std::string login; ///< The user part that was sent, with its domain; never a password.
    std::vector<std::string> installed_roots;         ///< DER, put on the handset by its administrator.
    std::vector<std::string> installed_intermediates; ///< DER.
    std::optional<ReplacedRoots> replaced_roots;      ///< None: the roots of the profile.
    // For the commands that a remedy gives to be run, and in no recording: they are of this machine alone.
    std::vector<std::string> resolve;                  ///< HOST:PORT:ADDR, as given.
    std::map<std::string, std::string> installed_from; ///< The file that each DER came from, as named.
};

/// Why no further exchange follows.
struct Ending {
    enum class Kind { Complete, Blocked, StoppedAsAsked, DeadlineReached, Interrupted };
    Kind kind = Kind::Complete;
    std::optional<Phase> phase; ///< Where, unless Complete.
    std::string reason;         ///< In words; empty for Complete.
};

/// "complete", "blocked", "stopped-as-asked", "deadline-reached", "interrupted".
std::string_view to_string(Ending::Kind kind);
std::optional<Ending::Kind> parse_ending(std::string_view word);

/// Everything a check may look at, together with the profile. Plain data, the same whether it was just seen
/// or read from a recording.
struct Evidence {
    Target target;
    std::string profile; ///< The handset that behaved.
    std::chrono::sys_time<Milliseconds> started;
    Milliseconds duration{};
    std::string tls_library; ///< Of this build: "OpenSSL 3.0.22 ...".
    bool legacy_tls = false; ///< It can speak SSL 3.0, RC4 and 3DES.
    Circumstances circumstances;
    std::optional<OfflineCertificate> offline; ///< Set where no server was asked.
    std::optional<Discovery> discovery;        ///< Where the server was not named.
    std::vector<HelloProbe> hellos;            ///< In the order sent; empty in what a proxy recorded.
    Connection connection;
    std::vector<Exchange> exchanges;
    Ending ending;
    /// What the run has made in the mailbox and could not clear away again, each in words.
    std::vector<std::string> left_behind;
    std::optional<eas::ProtocolVersion> version; ///< Agreed after OPTIONS.
};

} // namespace easprobe
