#pragma once

#include "protocol/eas/command.h"
#include "protocol/eas/version.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace easprobe::eas {

/// What a command says in the query beside who asks (MS-ASHTTP 2.2.1.1.1.1.3, 2.2.1.1.1.2.5), in the names of
/// the plain form.
struct CommandParameter {
    std::string name; ///< AttachmentName, CollectionId, ItemId, LongId, Occurrence, SaveInSent.
    std::string value;
};

/// What the query of an ActiveSync request says (MS-ASHTTP 2.2.1.1.1), in either of its two forms.
struct RequestLine {
    std::optional<Command> command;           ///< None on OPTIONS.
    std::string user;                         ///< Without domain; the base64 form need not carry it.
    std::string device_id;                    ///< 1 to 32 letters and digits.
    std::string device_type;                  ///< "PocketPC"; in the base64 form "PPC".
    std::vector<CommandParameter> parameters; ///< In the order sent.
    // The base64 form alone carries these; in the plain form they are headers.
    std::optional<ProtocolVersion> version;
    std::uint8_t version_code = 0; ///< The version times ten, also where we do not speak it: 140 is 14.0.
    /// The DeviceId went as the bytes that its hexadecimal digits stand for, as a Pocket PC sent it.
    bool device_id_as_bytes = false;
    bool accepts_multipart = false; ///< Of ItemOperations; a header in the plain form.
    std::uint16_t locale = 0x0409;  ///< LCID.
    std::optional<std::uint32_t> policy_key;
    bool is_base64 = false;
};

/// `path?User=..&DeviceId=..&DeviceType=..&Cmd=..` with the parameters in the order given; a parameter with
/// nothing to say (Cmd on OPTIONS) is left out. The command's own parameters come last.
std::string plain_target(std::string_view path, const RequestLine& line,
                         const std::vector<std::string>& order);

/// Whether each is short enough for the base64 form, which has one byte for a length.
bool fit_base64_query(const std::vector<CommandParameter>& parameters);

/// `path?<base64>` (MS-ASHTTP 2.2.1.1.1.1, protocol 12.1 and up). Needs a command, and a version or
/// its code; fields longer than 255 bytes are cut off: see fit_base64_query. The user is not in it: the
/// server has it from Basic.
std::string base64_target(std::string_view path, const RequestLine& line);

/// Reads either form, 64 parameters of the command at most; unknown ones are passed over, as a server must.
/// Nothing when there is no query, or one that is neither.
std::optional<RequestLine> parse_target(std::string_view target);

/// The value of a parameter of the command; null where it has none of that name, in any case.
const std::string* find_parameter(const RequestLine& line, std::string_view name);

/// The percent-decoded form of a query value; a lone or bad percent sign stays as it is.
std::string percent_decode(std::string_view text);

} // namespace easprobe::eas
