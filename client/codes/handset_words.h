#pragma once

#include "client/codes/support_codes.h"

#include <optional>
#include <span>
#include <string_view>

namespace easprobe::codes {

/// What a handset before Windows Mobile 5 shows in the place of a number: "MIS_3".
struct HandsetWord {
    std::string_view word;
    std::string_view name;
    std::string_view meaning;
    std::string_view remedy;
    std::string_view source;
};

std::span<const HandsetWord> handset_words();

/// In any case. Null when it is not in the table.
const HandsetWord* find_handset_word(std::string_view word);

/// What an owner of such a handset found to be wrong where it showed one.
struct Sighting {
    std::string_view what;             ///< As a part of a sentence.
    const SupportCode* code = nullptr; ///< Of what was wrong.
};

/// "INTERNET_45": a WinInet error less 12000, as such a handset shows it.
struct InternetWord {
    int number = 0;                    ///< 45.
    const SupportCode* code = nullptr; ///< By the number.
    std::optional<Sighting> seen;      ///< Nothing where all that is known follows from the numbering.
};

/// In any case. Nothing where the number is no known error.
std::optional<InternetWord> find_internet_word(std::string_view word);

} // namespace easprobe::codes
