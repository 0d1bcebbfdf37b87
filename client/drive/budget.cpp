#include "client/drive/budget.h"

#include <algorithm>
#include <utility>

namespace easprobe::drive {

namespace {

constexpr Milliseconds as_good_as_no_limit = std::chrono::hours(24 * 365);

} // namespace

Budget::Budget(TimeAndChance& nature, Milliseconds time, Interrupted interrupted, Milliseconds allowance)
    : nature_(nature), deadline_(nature.steady() + (time.count() > 0 ? time : as_good_as_no_limit)),
      allowance_(allowance), interrupted_(std::move(interrupted))
{}

Milliseconds Budget::left(bool clean_up)
{
    Moment until = deadline_;
    const Moment now = nature_.steady();
    if (clean_up) {
        // However long it took before the deadline or the interruption is not counted.
        if (!clean_up_until_ && interrupted_ && interrupted_())
            clean_up_until_ = now + allowance_;
        until = std::min(clean_up_until_.value_or(deadline_ + allowance_), deadline_ + allowance_);
    }
    return std::chrono::duration_cast<Milliseconds>(until - now);
}

std::optional<TransportFailure> Budget::refusal(bool clean_up)
{
    using Kind = TransportFailure::Kind;
    if (interrupted(clean_up))
        return TransportFailure{Kind::Interrupted, "interrupted", {}, true};
    if (left(clean_up).count() <= 0)
        return TransportFailure{Kind::DeadlineReached, "no time was left for it", {}, true};
    return std::nullopt;
}

} // namespace easprobe::drive
