#include "client/drive/ask_hello.h"

#include <algorithm>
#include <curl/curl.h>
#include <optional>
#include <poll.h>

namespace easprobe::drive {

namespace {

using Clock = std::chrono::steady_clock;
using Kind = TransportFailure::Kind;
using Wants = transport::HelloChannel::Wants;

/// When it is over, and why.
struct End {
    Clock::time_point when;
    Kind kind;
};

/// Nothing once the socket is as wanted; else why it is left.
std::optional<Kind> wait_for(int socket, Wants wants, const End& end, const transport::Watch& watch)
{
    constexpr Milliseconds look_round{250};
    for (;;) {
        if (watch && !watch())
            return Kind::Interrupted;
        const auto left = std::chrono::ceil<Milliseconds>(end.when - Clock::now());
        if (left.count() <= 0)
            return end.kind;
        pollfd waiting{socket, static_cast<short>(wants == Wants::ToRead ? POLLIN : POLLOUT), 0};
        if (poll(&waiting, 1, static_cast<int>(std::min(left, look_round).count())) > 0)
            return std::nullopt;
    }
}

} // namespace

HelloProbe ask_hello(transport::HelloChannel& channel, Budget& budget, TimeAndChance& nature,
                     const transport::Watch& watch, Milliseconds longest)
{
    const auto begin = nature.steady();
    Wants wants = Wants::Nothing;
    if (void* const handle = channel.begin(budget.limit(false)))
        wants = channel.connected(curl_easy_perform(handle));
    const Milliseconds left = budget.left(false);
    const End end{Clock::now() + std::min(longest, left),
                  left < longest ? Kind::DeadlineReached : Kind::TimedOut};
    while (wants != Wants::Nothing) {
        const auto why_not = wait_for(channel.socket(), wants, end, watch);
        if (why_not)
            channel.give_up(*why_not);
        wants = why_not ? Wants::Nothing : channel.go_on();
    }
    return channel.finish(std::chrono::duration_cast<Milliseconds>(nature.steady() - begin));
}

} // namespace easprobe::drive
