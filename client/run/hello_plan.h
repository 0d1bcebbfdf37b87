#pragma once

#include "client/evidence/hello_probe.h"
#include "client/handset/profile.h"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace easprobe {

struct HelloQuestion {
    std::string name;
    tls::ClientHello hello; ///< Its random is yet to be filled in.
};

/// The handset's own ClientHello, byte for byte but for its random.
tls::ClientHello handset_hello(const Hello& facts, std::string_view host);

/// A ClientHello of TLS 1.2 as clients of today begin: for what a server shows to everybody, its chain.
tls::ClientHello hello_of_today(std::string_view host);

/// What to ask next of a server that gave these answers: first the handset's own hello; others only where
/// they help to say why that one was refused, or why its certificate does not please.
/// @param accepts Whether the handset goes on with a chain.
std::optional<HelloQuestion> next_hello(const Hello& facts, std::string_view host,
                                        const std::vector<HelloProbe>& asked,
                                        const std::function<bool(const std::vector<std::string>&)>& accepts);

} // namespace easprobe
