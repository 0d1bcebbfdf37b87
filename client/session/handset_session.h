#pragma once

#include "client/evidence/evidence.h"
#include "client/handset/profile.h"
#include "client/transport/transport.h"

#include <memory>
#include <string>
#include <variant>

namespace easprobe::session {

/// Who syncs. The password is not here: the transport alone has it.
struct Account {
    std::string user;   ///< Without domain.
    std::string domain; ///< May be empty.
};

struct Options {
    std::string device_id; ///< 32 hexadecimal digits.
    std::optional<eas::ProtocolVersion> pinned_version;
    std::optional<Phase> until;
    bool press_on = false;
    bool ping = true;
    bool write = false;                ///< What changes something on the server is allowed.
    std::chrono::seconds heartbeat{0}; ///< Asked for with --heartbeat; 0: a short one.
    /// Of the whole run: no Ping is begun that could not end within it. 0: no limit.
    Milliseconds time{0};
    /// The phone's setting "download the past ...", as MS-ASCMD FilterType: 0 is all mail. None: the
    /// profile's.
    std::optional<int> mail_filter_type = 0;
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
    HandsetSession(const HandsetProfile& profile, const Target& target, Account account, Options options);
    ~HandsetSession();
    HandsetSession(HandsetSession&&) noexcept;

    Action first();
    Action next(const Exchange& last);

    /// Agreed after OPTIONS; nothing before.
    std::optional<eas::ProtocolVersion> version() const;

    struct State;

  private:
    std::unique_ptr<State> state_;
};

} // namespace easprobe::session
