#include "protocol/text/host_name.h"

#include <algorithm>
#include <cctype>
#include <idn2.h>
#include <memory>

namespace easprobe {

bool is_host_text(std::string_view text)
{
    return !text.empty() && std::ranges::all_of(text, [](char character) {
        const auto byte = static_cast<unsigned char>(character);
        return std::isalnum(byte) != 0 || byte == '-' || byte == '.' || byte == '_' || byte == ':' ||
               byte >= 0x80;
    });
}

std::optional<std::string> ascii_host(std::string_view name)
{
    constexpr std::size_t longest = 1000;
    if (name.size() > longest || name.find('\0') != std::string_view::npos)
        return std::nullopt;
    const bool is_ascii = std::ranges::all_of(
        name, [](char character) { return static_cast<unsigned char>(character) < 0x80; });
    if (is_ascii)
        return std::string(name);
    char* written = nullptr;
    const int status = idn2_to_ascii_8z(std::string(name).c_str(), &written, IDN2_NONTRANSITIONAL);
    const std::unique_ptr<char, void (*)(void*)> owner(written, idn2_free);
    return status == IDN2_OK ? std::optional<std::string>(written) : std::nullopt;
}

} // namespace easprobe
