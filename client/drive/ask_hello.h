#pragma once

#include "client/drive/budget.h"
#include "client/transport/hello_channel.h"

namespace easprobe::drive {

/// For the server's whole answer to a hello, once it is connected.
inline constexpr Milliseconds longest_hello_answer{15'000};

/// Asks the hello of a channel and waits for what comes of it.
/// @param watch Asked several times a second; false ends it. May be empty.
HelloProbe ask_hello(transport::HelloChannel& channel, Budget& budget, TimeAndChance& nature,
                     const transport::Watch& watch = {}, Milliseconds longest = longest_hello_answer);

} // namespace easprobe::drive
