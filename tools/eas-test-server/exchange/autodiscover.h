#pragma once

#include "protocol/http/message.h"
#include "tools/eas-test-server/play/fault.h"

#include <string>
#include <string_view>

namespace easprobe::test_server {

/// Which host of a user's domain answers Autodiscover.
enum class AutodiscoverAt {
    Nowhere,
    Domain,    ///< https://DOMAIN.
    Subdomain, ///< https://autodiscover.DOMAIN.
    Redirect,  ///< The server itself, where http://autodiscover.DOMAIN redirects to.
};

/// Whether a request is one of Autodiscover, by its path.
bool is_autodiscover(std::string_view request_target);

/// What the host that the request names answers over SSL, faults of Autodiscover included.
/// @param sync_url Address of the ActiveSync directory.
http::Response answer_autodiscover(const http::Request& request, AutodiscoverAt place, const FaultRule* fault,
                                   const std::string& sync_url);

/// The same in clear: a redirect or nothing.
http::Response answer_plain_autodiscover(const http::Request& request, AutodiscoverAt place,
                                         const std::string& sync_url);

} // namespace easprobe::test_server
