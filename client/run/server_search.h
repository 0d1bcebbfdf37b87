#pragma once

#include "client/evidence/evidence.h"
#include "client/handset/profile.h"
#include "client/transport/sending.h"

#include <cstdint>
#include <memory>
#include <string>
#include <variant>

namespace easprobe {

/// Ports of the hosts that are asked: those of the protocols, unless a test says otherwise.
struct SearchPorts {
    std::uint16_t https = 443;
    std::uint16_t http = 80;
};

/// The next question; or where to sync, or why that is not known. What goes in clear carries no credentials.
using SearchStep = std::variant<transport::Sending, Target, Ending>;

/// How a handset finds its server from an e-mail address (MS-ASCMD 2.2.1.1; handset study, 5.6). For the
/// domain of the address it asks over SSL https://DOMAIN, then https://autodiscover.DOMAIN, and at last in
/// clear and without credentials http://autodiscover.DOMAIN, from which it takes nothing but a redirect (301,
/// 302, 307) to an address with https. After such a redirect credentials go only to hosts within the
/// domain of the address. An answer may also name another e-mail address, for which all of it begins again.
/// No network, no clock, no judgement; at most ten redirects.
class ServerSearch {
  public:
    ServerSearch(const HandsetProfile& profile, std::string address, SearchPorts ports);
    ~ServerSearch();
    ServerSearch(ServerSearch&&) noexcept;

    SearchStep first();
    /// @param last The answer to the question before.
    SearchStep next(const Exchange& last);

    /// The settings that were found name this address for syncing, usable or not; empty before.
    const std::string& url() const;

  private:
    struct State;
    std::unique_ptr<State> state_;
};

/// The domain of an e-mail address: what is behind its last '@'.
std::string domain_of(const std::string& address);

} // namespace easprobe
