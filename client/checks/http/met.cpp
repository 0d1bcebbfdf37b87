#include "client/checks/http/met.h"

#include <utility>

namespace easprobe::checks::http {

Met first_met(const Case& given, Answer trouble)
{
    Met met;
    for (const Exchange* exchange : handset_exchanges(given)) {
        const Answer answer = given.answer(*exchange);
        if (answer == trouble) {
            met.trouble = exchange;
            return met;
        }
        if (answer == Answer::Usable || answer == Answer::PolicyDemanded)
            met.served = exchange;
    }
    return met;
}

Outcome passed_where_served(const Met& met, std::string observed, std::string not_reached)
{
    if (met.served == nullptr)
        return NotReached{std::move(not_reached)};
    return Passed{std::move(observed), {met.served->number}};
}

} // namespace easprobe::checks::http
