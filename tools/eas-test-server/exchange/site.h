#pragma once

#include "protocol/eas/request_line.h"
#include "protocol/http/message.h"
#include "tools/eas-test-server/exchange/autodiscover.h"
#include "tools/eas-test-server/exchange/persona.h"
#include "tools/eas-test-server/exchange/policy.h"
#include "tools/eas-test-server/mailbox/store.h"
#include "tools/eas-test-server/play/fault.h"
#include "tools/eas-test-server/play/request_log.h"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace easprobe::test_server {

/// What the ActiveSync directory asks of a client.
enum class Authentication {
    Basic,              ///< Basic, as the handset needs it.
    BasicAndIntegrated, ///< Basic, with Negotiate and NTLM beside it.
    Integrated,         ///< Negotiate and NTLM alone.
    Anonymous,          ///< OPTIONS is answered to anybody; commands need Basic all the same.
};

/// Which logins are taken.
enum class Logins {
    WithOrWithoutDomain, ///< `user`, `DOMAIN\user` and `user@domain`.
    OnlyWithDomain,      ///< IIS without a default domain: a bare `user` is refused.
};

/// What the web site listening on plain HTTP does.
enum class PlainHttp {
    SslRequired, ///< Refuses the Exchange directories with 403.4.
    Open,        ///< Serves them as the secure site does.
};

struct SiteSettings {
    const Persona* persona = nullptr; ///< Never null once a server runs.
    Authentication authentication = Authentication::Basic;
    Logins logins = Logins::WithOrWithoutDomain;
    PlainHttp plain_http = PlainHttp::SslRequired;
    AutodiscoverAt autodiscover = AutodiscoverAt::Nowhere;
    Policy policy;
};

/// What the connection knows about a request that is to be answered.
struct Incoming {
    const http::Request& request;
    const std::optional<eas::RequestLine>& line; ///< Of its target; nothing where it has no ActiveSync query.
    const FaultRule* fault;                      ///< Null when nothing is to go wrong.
    std::function<bool()> abandoned;             ///< The client has gone, or the server stops.
};

/// The web site of the played server: authentication, OPTIONS, provisioning, and the way to the commands.
/// Knows nothing of sockets.
class Site {
  public:
    Site(SiteSettings settings, Store& store, RequestLog& log, std::function<Instant()> clock);

    /// What Autodiscover names; to be called before the first request.
    void set_sync_url(std::string url) { sync_url_ = std::move(url); }

    /// The answer on the secure port.
    http::Response answer(const Incoming& incoming);
    /// The answer on the plain port.
    http::Response answer_plain(const Incoming& incoming);

  private:
    User* authenticate(const http::Request& request);
    http::Response unauthorized() const;
    http::Response answer_options() const;
    http::Response answer_post(const Incoming& incoming, User& user, std::unique_lock<std::mutex>& lock);
    http::Response run_command(const Incoming& incoming, eas::ProtocolVersion version, User& user,
                               Device& device, std::unique_lock<std::mutex>& lock);
    bool needs_provisioning(const Incoming& incoming, const Device& device) const;

    SiteSettings settings_;
    std::string sync_url_;
    Store& store_;
    RequestLog& log_;
    std::function<Instant()> clock_;
};

} // namespace easprobe::test_server
