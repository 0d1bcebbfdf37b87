#pragma once

#include "client/evidence/evidence.h"
#include "client/handset/profile.h"
#include "client/run/ask.h"
#include "client/run/server_search.h"
#include "client/run/sink.h"
#include "client/run/time_and_chance.h"
#include "client/session/handset_session.h"

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace easprobe {

/// Bodies of one run together; what comes beyond ends it.
inline constexpr std::size_t most_bytes_received = 64UL * 1024 * 1024;
/// The same for what comes while it clears away, so that a run that was ended still can.
inline constexpr std::size_t most_bytes_clearing = 8UL * 1024 * 1024;

/// What a run is to do.
struct Wishes {
    Target target;
    std::string address; ///< Where not empty: the server is looked for from this e-mail address.
    SearchPorts search_ports;
    session::Account account;
    Circumstances circumstances;
    session::Options options;
};

/// One run of one handset, from the search for its server to the last hello: it asks for one thing after the
/// other, and is told what came of each. Behaves as the handset and records; judges nothing but what the
/// phone itself judges, its server's certificate. No network, and no time and chance but what it is given.
class Course {
  public:
    /// @param profile, nature, sink Outlive this. Exchanges go to the sink alone.
    Course(const HandsetProfile& profile, Wishes wishes, TimeAndChance& nature, Sink& sink);
    Course(const Course&) = delete;
    Course& operator=(const Course&) = delete;

    /// What it wants now; Done once it is at its end.
    const Ask& ask() const { return ask_; }

    /// What came of the hello that was asked for.
    /// @param connection What is known of the way to the server.
    void told(HelloProbe probe, const Connection& connection);
    /// What came of the request that was asked for.
    void told(Exchange exchange, const Connection& connection);

    /// Whether the handset goes on with this chain of the server that it has asked for. A phone that refuses
    /// it sends nothing more, its password least of all; to press on past that is its administrator's own
    /// decision, and none for hosts that are only asked where the server is.
    bool accepts(const std::vector<std::string>& chain);

    /// What was seen so far, but for the exchanges.
    const Evidence& evidence() const { return evidence_; }
    Evidence take_evidence();

  private:
    enum class Stage { Search, FirstHellos, Session, LastHellos };

    void begin_search();
    void go_on_with_search(SearchStep step);
    void meet_server();
    void ask_next_hello();
    void after_first_hellos();
    void end_at_hello();
    void begin_session();
    void go_on_with_session(session::Action action);
    void finish();
    void end(Ending ending);
    session::Action answer_to(const Exchange& exchange, bool clean_up);
    bool likes(const std::vector<std::string>& chain, const std::string& host);

    const HandsetProfile& profile_;
    TimeAndChance& nature_;
    Sink& sink_;
    std::chrono::steady_clock::time_point begin_;
    Wishes wishes_; ///< Without the circumstances, which are in the evidence.
    Evidence evidence_;
    Stage stage_ = Stage::Search;
    Ask ask_;
    std::optional<ServerSearch> search_;
    std::optional<session::HandsetSession> session_;
    int exchanges_ = 0;
    std::size_t received_ = 0;
    std::size_t received_clearing_ = 0;
    /// The last opinion of a chain: a hello and the handshake after it show the same one, which is judged
    /// once.
    struct Opinion {
        std::string host;
        std::vector<std::string> chain;
        bool likes;
    };
    std::optional<Opinion> opinion_;
};

} // namespace easprobe
