#include "tools/eas-test-server/exchange/login.h"

#include "protocol/text/base64.h"

namespace easprobe::test_server {

std::string lower_case(std::string_view text)
{
    std::string lower(text);
    for (char& c : lower)
        if (c >= 'A' && c <= 'Z')
            c = static_cast<char>(c - 'A' + 'a');
    return lower;
}

std::optional<Login> read_basic(std::string_view authorization)
{
    constexpr std::string_view scheme = "basic ";
    if (lower_case(authorization.substr(0, scheme.size())) != scheme)
        return std::nullopt;
    const std::optional<std::string> decoded = base64_decode(authorization.substr(scheme.size()));
    if (!decoded)
        return std::nullopt;
    const std::size_t colon = decoded->find(':');
    if (colon == std::string::npos)
        return std::nullopt;
    const std::string name = lower_case(decoded->substr(0, colon));
    Login login{{}, name, decoded->substr(colon + 1)};
    if (const std::size_t backslash = name.find('\\'); backslash != std::string::npos) {
        login.domain = name.substr(0, backslash);
        login.user = name.substr(backslash + 1);
    } else if (const std::size_t at = name.find('@'); at != std::string::npos) {
        login.user = name.substr(0, at);
        login.domain = name.substr(at + 1);
    }
    return login;
}

} // namespace easprobe::test_server
