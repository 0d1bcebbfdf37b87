#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace easprobe::codes {

/// One of the numbers that a handset shows under "View support code".
struct SupportCode {
    std::uint32_t number = 0;
    std::string_view name;
    std::string_view meaning;      ///< The cause, as an administrator would look for it.
    std::string_view handset_text; ///< What the phone's screen says, where a document quotes it; else empty.
    std::string_view remedy;       ///< Empty for a code of an HTTP status, which has its own.
    std::string_view source;       ///< Where name and meaning are from.
};

/// All that are known, in ascending order.
std::span<const SupportCode> support_codes();

/// WinInet's errors begin here (wininet.h: INTERNET_ERROR_BASE); the code is their number in an HRESULT.
inline constexpr std::uint32_t first_wininet_error = 12000;

/// By a number of WinInet: 12045 is 0x80072F0D. Null when it is not in the table.
const SupportCode* support_code_of_wininet(std::uint32_t error);

/// As people write it: hexadecimal with or without 0x, decimal (2147954445), as a negative HRESULT
/// (-2147012851), the error of WinInet alone (12045), or by its name, WININET_E_INVALID_CA as well as
/// ERROR_INTERNET_INVALID_CA; any case. Null when it is not in the table.
const SupportCode* find_support_code(std::string_view text);

/// "0x80072F0D".
std::string to_text(std::uint32_t number);

/// What the phone shows for an HTTP status: 401 is "0x85010002". Empty for a status that has no place in the
/// list 400 to 417, 449, 500 to 505.
std::string support_code_of_status(int http_status);

} // namespace easprobe::codes
