#pragma once

#include "client/evidence/evidence.h"
#include "client/handset/profile.h"
#include "client/session/itinerary.h"
#include "client/transport/sending.h"

#include <memory>
#include <string>
#include <variant>

namespace easprobe::session {

/// Who syncs. The password is not here: the transport alone has it.
struct Account {
    std::string user;   ///< Without domain.
    std::string domain; ///< May be empty.
};

/// What is wished of the run beyond its Circumstances: what no judgement asks for.
struct Options {
    std::string device_id; ///< 32 hexadecimal digits.
    /// That id is easprobe's own, which no real phone has: an order to wipe it may be confirmed.
    bool own_device_id = false;
    std::optional<eas::ProtocolVersion> pinned_version;
    /// A word that no other run uses, 1 to 40 letters and digits: it is in the name of everything that is
    /// made in the mailbox.
    std::string mark;
    std::string mail_address; ///< The user's own; empty: to be found out.
    /// Who asks to the meeting that the user is invited to, and gets the server's answer if it sends one;
    /// empty: the user.
    std::string invitation_from;
    std::chrono::seconds heartbeat{0}; ///< Asked for with --heartbeat; 0: a short one.
    /// Of the whole run: no Ping is begun that could not end within it. 0: no limit.
    Milliseconds time{120'000};
    /// The phone's setting "download the past ...", as MS-ASCMD FilterType: 0 is all mail. None: the
    /// profile's.
    std::optional<int> mail_filter_type = 0;
    Itinerary itinerary = smoke_test;
};

/// Nothing further is sent.
struct Done {
    Ending ending;
};

using Action = std::variant<transport::Sending, Done>;

/// The handset: given the last exchange, it says what the phone does next. No network, no clock, no
/// judgement. It never retries silently: whatever it does again, the phone does again, and it is an exchange
/// of its own.
class HandsetSession {
  public:
    /// @param profile, circumstances Outlive this.
    HandsetSession(const HandsetProfile& profile, const Target& target, Account account,
                   const Circumstances& circumstances, Options options);
    ~HandsetSession();
    HandsetSession(HandsetSession&&) noexcept;

    Action first();
    Action next(const Exchange& last);
    /// Instead of next(): the run ends now, once it has cleared away. While it clears away already, it leaves
    /// behind what is still there.
    Action end(Ending ending);

    /// Agreed after OPTIONS; nothing before.
    std::optional<eas::ProtocolVersion> version() const;

    /// What it has made in the mailbox and could not clear away, each in words.
    const std::vector<std::string>& left_behind() const;

    struct State;

  private:
    Action go_on(const Exchange& last);
    std::unique_ptr<State> state_;
};

} // namespace easprobe::session
