#pragma once

#include "client/session/handset_session.h"
#include "client/transport/sending.h"

#include <string>
#include <variant>

namespace easprobe {

/// One ClientHello, over a connection of its own.
struct AskHello {
    transport::Origin origin;
    std::string name; ///< One of the hello_names.
    tls::ClientHello hello;
};

/// What a run wants done next: a hello, a request (after a pause, where it says so), or nothing more.
using Ask = std::variant<AskHello, transport::Sending, session::Done>;

} // namespace easprobe
