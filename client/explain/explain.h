#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace easprobe {

/// What a word means, its cause and its remedy, for people, in lines of at most 100 columns:
/// - a check id ("trust.root-on-device"), a phase ("trust") or a command ("Sync");
/// - a support code of the handset ("0x80072F0D", "80072f0d", "2147954445", "-2147012851"), its name
///   ("WININET_E_INVALID_CA", "ERROR_INTERNET_INVALID_CA") or WinInet's number ("12045");
/// - what older handsets show ("INTERNET_45", "HTTP_500", "MIS_3");
/// - an HTTP status ("449", "HTTP 449"), with IIS's finer number ("403.4");
/// - a command and its status ("Sync 3", "Sync.3") or a status of any command ("142", its name).
/// In any case, with or without quotes, and with what stands before it on a screen ("Support code: ...").
/// Nothing when the word is none of these.
std::optional<std::string> explain(std::string_view word);

/// Words that `explain` knows and that are like this one, the nearest first, at most five.
std::vector<std::string> words_like(std::string_view word);

} // namespace easprobe
