#include "protocol/eas/version.h"

#include "protocol/text/ascii.h"

#include <algorithm>

namespace easprobe::eas {

std::string_view to_string(ProtocolVersion version)
{
    switch (version) {
    case ProtocolVersion::V2_5:
        return "2.5";
    case ProtocolVersion::V12_0:
        return "12.0";
    case ProtocolVersion::V12_1:
        return "12.1";
    }
    return "";
}

std::optional<ProtocolVersion> parse_version(std::string_view text)
{
    for (const ProtocolVersion version :
         {ProtocolVersion::V2_5, ProtocolVersion::V12_0, ProtocolVersion::V12_1})
        if (to_string(version) == text)
            return version;
    return std::nullopt;
}

std::vector<std::string> split_list(std::string_view header)
{
    std::vector<std::string> items;
    while (!header.empty()) {
        const auto comma = header.find(',');
        const std::string_view item = trim(header.substr(0, comma));
        if (!item.empty())
            items.emplace_back(item);
        if (comma == std::string_view::npos)
            break;
        header.remove_prefix(comma + 1);
    }
    return items;
}

std::optional<ProtocolVersion> highest_common(const std::vector<ProtocolVersion>& handset,
                                              const std::vector<std::string>& server)
{
    std::optional<ProtocolVersion> highest;
    for (const std::string& offered : server) {
        const auto version = parse_version(offered);
        if (version && std::find(handset.begin(), handset.end(), *version) != handset.end() &&
            (!highest || *highest < *version))
            highest = version;
    }
    return highest;
}

} // namespace easprobe::eas
