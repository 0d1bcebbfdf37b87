#pragma once

#include "protocol/eas/body.h"

#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

namespace easprobe::eas {

/// Where a server answers Autodiscover, on each host that may be asked (MS-ASCMD 2.2.1.1).
inline constexpr std::string_view autodiscover_path = "/autodiscover/autodiscover.xml";

/// The request of the mobilesync schema of 2006 for a user's e-mail address: XML, not WBXML
/// (MS-ASCMD 2.2.1.1, 4.2.1).
std::string make_autodiscover(std::string_view address);

/// The server's answer that it cannot say. One of the two numbers is there: Status of an error that it found
/// (MS-ASCMD 2.2.3.177.1), or ErrorCode where it has no provider for what was asked (2.2.3.64: 600, 601).
struct AutodiscoverError {
    std::optional<int> status;
    std::optional<int> error_code;
    std::string message;    ///< Foreign text, as is DebugData.
    std::string debug_data; ///< What was looked up when it failed: "MailUser".
};

/// One of the three is there.
struct AutodiscoverReply {
    std::string url;              ///< Of the server of Type MobileSync: where to sync.
    std::string redirect_address; ///< Ask again for this e-mail address (MS-ASCMD 2.2.3.149).
    std::optional<AutodiscoverError> error;
};

/// Reads an answer of at most 256 KiB; prefixes of names do not matter. The error says what it lacks, with a
/// line where it is no XML.
tl::expected<AutodiscoverReply, Malformed> read_autodiscover(std::string_view xml);

} // namespace easprobe::eas
