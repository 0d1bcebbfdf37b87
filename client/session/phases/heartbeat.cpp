#include "client/session/phases/heartbeat.h"

#include <algorithm>

namespace easprobe::session {

using std::chrono::seconds;

void HeartbeatSearch::note_survival(seconds held)
{
    survived = std::max(survived, held);
}

void HeartbeatSearch::note_cut(std::chrono::milliseconds after)
{
    cut = cut ? std::min(*cut, after) : after;
}

std::optional<seconds> next_interval(const Push& push, const HeartbeatSearch& search)
{
    if (!search.cut || *search.cut <= search.survived)
        return std::nullopt; // What lives at one time and not at another has no limit to be found.
    const auto limit = std::chrono::ceil<seconds>(*search.cut);
    if (search.survived >= push.heartbeat_minimum) {
        const seconds longer = search.survived + push.adjusting.step;
        return longer < limit ? std::optional(longer) : std::nullopt;
    }
    if (search.survived.count() == 0 && push.heartbeat_minimum < limit)
        return push.heartbeat_minimum;
    const auto between = std::chrono::floor<seconds>((*search.cut + search.survived) / 2);
    const bool known = *search.cut - search.survived <= *search.cut / 8;
    return known || between <= search.survived ? std::nullopt : std::optional(between);
}

} // namespace easprobe::session
