#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace easprobe::eas {

/// The protocol versions a Windows Mobile handset of this age speaks (MS-ASHTTP 2.2.1.1.2.4, R158). The
/// number is the version times ten, as the base64 query carries it (MS-ASHTTP 2.2.1.1.1.1).
enum class ProtocolVersion { V2_5 = 25, V12_0 = 120, V12_1 = 121 };

/// "2.5", "12.0", "12.1".
std::string_view to_string(ProtocolVersion version);

std::optional<ProtocolVersion> parse_version(std::string_view text);

/// The items of an MS-ASProtocolVersions or MS-ASProtocolCommands header, blanks around them removed
/// (MS-ASHTTP 2.2.3.1.3 and 2.2.3.1.2).
std::vector<std::string> split_list(std::string_view header);

/// The highest version that both sides name (MS-ASHTTP R254); nothing when there is none.
std::optional<ProtocolVersion> highest_common(const std::vector<ProtocolVersion>& handset,
                                              const std::vector<std::string>& server);

} // namespace easprobe::eas
