#include "client/handset/profile_error.h"

#include <fmt/format.h>

namespace easprobe {

std::string to_string(const ProfileError& error)
{
    std::string text = error.file;
    if (error.line > 0)
        text += fmt::format(":{}", error.line);
    if (!error.attribute.empty())
        text += ": " + error.attribute;
    return text + ": " + error.what;
}

} // namespace easprobe
