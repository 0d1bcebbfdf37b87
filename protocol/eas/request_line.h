#pragma once

#include "protocol/eas/command.h"
#include "protocol/eas/version.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace easprobe::eas {

/// What the query of an ActiveSync request says (MS-ASHTTP 2.2.1.1.1), in either of its two forms.
struct RequestLine {
    std::optional<Command> command; ///< None on OPTIONS.
    std::string user;               ///< Without domain; the base64 form need not carry it.
    std::string device_id;          ///< 1 to 32 letters and digits.
    std::string device_type;        ///< "PocketPC"; in the base64 form "PPC".
    // Parameters of SmartReply and SmartForward: the item that is answered (MS-ASHTTP 2.2.1.1.1.2.5).
    std::string item_id;
    std::string collection_id;
    bool save_in_sent = false; ///< Of these and SendMail: keep a copy in Sent Items.
    // The base64 form alone carries these; in the plain form they are headers.
    std::optional<ProtocolVersion> version;
    std::uint16_t locale = 0x0409; ///< LCID.
    std::optional<std::uint32_t> policy_key;
    bool is_base64 = false;
};

/// `path?User=..&DeviceId=..&DeviceType=..&Cmd=..` with the parameters in the order given; a parameter with
/// nothing to say (Cmd on OPTIONS) is left out. Those of the command itself follow.
std::string plain_target(std::string_view path, const RequestLine& line,
                         const std::vector<std::string>& order);

/// `path?<base64>` (MS-ASHTTP 2.2.1.1.1.1, protocol 12.1 and up). Needs a command and a version; fields
/// longer than 255 bytes are cut off.
std::string base64_target(std::string_view path, const RequestLine& line);

/// Reads either form; unknown parameters are passed over, as a server must. Nothing when there is no query,
/// or one that is neither.
std::optional<RequestLine> parse_target(std::string_view target);

/// The percent-decoded form of a query value; a lone or bad percent sign stays as it is.
std::string percent_decode(std::string_view text);

} // namespace easprobe::eas
