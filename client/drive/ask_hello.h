#pragma once

#include "client/drive/budget.h"
#include "client/transport/hello_channel.h"

namespace easprobe::drive {

/// Asks the hello of a channel and waits for what comes of it.
/// @param watch Asked several times a second; false ends it. May be empty.
/// @param longest For the server's whole answer, once it is connected.
HelloProbe ask_hello(transport::HelloChannel& channel, Budget& budget, TimeAndChance& nature,
                     const transport::Watch& watch = {}, Milliseconds longest = Milliseconds(15'000));

} // namespace easprobe::drive
