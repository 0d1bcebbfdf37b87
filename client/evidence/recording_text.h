#pragma once

#include <string>

namespace easprobe {

/// Some proxies write binary bodies as text, one character a byte: the bytes again. Text that holds any other
/// character is given back as it is.
std::string bytes_of_characters(const std::string& text);

/// Path and query of a URL.
std::string request_target_of(const std::string& url);

} // namespace easprobe
