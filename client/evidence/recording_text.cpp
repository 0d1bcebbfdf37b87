#include "client/evidence/recording_text.h"

namespace easprobe {

std::string bytes_of_characters(const std::string& text)
{
    std::string bytes;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto lead = static_cast<unsigned char>(text[i]);
        if (lead < 0x80U) {
            bytes += text[i];
        } else if ((lead == 0xC2U || lead == 0xC3U) && i + 1 < text.size()) {
            bytes +=
                static_cast<char>((lead & 0x03U) << 6U | (static_cast<unsigned char>(text[++i]) & 0x3FU));
        } else {
            return text;
        }
    }
    return bytes;
}

std::string request_target_of(const std::string& url)
{
    const auto scheme = url.find("://");
    const auto begin = scheme == std::string::npos ? 0 : scheme + 3;
    const auto slash = url.find('/', begin);
    return slash == std::string::npos ? "/" : url.substr(slash);
}

} // namespace easprobe
