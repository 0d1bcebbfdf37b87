#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace easprobe {

/// What a word means, its cause and its remedy, for people, in lines of at most 100 columns: a check id
/// ("trust.root-on-device"), a support code of the handset ("0x80072F0D", any case, with or without 0x), an
/// HTTP status ("449", "HTTP 449"), a command and its status ("Sync 3", "Sync.3") or a status of any command
/// ("142"). Nothing when the word is none of these.
std::optional<std::string> explain(std::string_view word);

} // namespace easprobe
