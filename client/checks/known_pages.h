#pragma once

#include "protocol/http/message.h"

#include <optional>
#include <string_view>

namespace easprobe::checks {

/// What to do where the page of an HTTP error names its cause more closely than the status does: IIS's
/// sub-status, or a sentence of a firewall. Nothing for other pages. Looks at the first 64 KiB.
std::optional<std::string_view> remedy_of_page(const http::Response& response);

} // namespace easprobe::checks
