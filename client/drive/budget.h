#pragma once

#include "client/run/time_and_chance.h"
#include "client/transport/sending.h"

#include <chrono>
#include <functional>
#include <optional>

namespace easprobe::drive {

/// True from the moment on when the user wants the run to end; asked several times a second.
using Interrupted = std::function<bool()>;

/// The time of a run: until its deadline or its interruption, and for what clears away some seconds more.
class Budget {
  public:
    /// @param time Of the whole run from now on; 0: no limit.
    /// @param interrupted May be empty.
    Budget(TimeAndChance& nature, Milliseconds time, Interrupted interrupted,
           Milliseconds allowance = Milliseconds(20'000));

    /// Why nothing of this kind is begun any more, if so.
    std::optional<TransportFailure> refusal(bool clean_up);

    /// What is left for it.
    Milliseconds left(bool clean_up);
    transport::Limit limit(bool clean_up) { return {left(clean_up), true}; }

    /// The user wants an end of it; not of what clears away.
    bool interrupted(bool clean_up) const { return !clean_up && interrupted_ && interrupted_(); }

  private:
    using Moment = std::chrono::steady_clock::time_point;

    TimeAndChance& nature_;
    Moment deadline_;
    Milliseconds allowance_; ///< Of what clears away, after the deadline or the interruption.
    Interrupted interrupted_;
    std::optional<Moment> clean_up_until_; ///< Known once it was interrupted.
};

} // namespace easprobe::drive
