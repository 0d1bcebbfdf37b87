#pragma once

#include <map>
#include <string>
#include <string_view>

namespace easprobe {

/// How a fact about the phone is known.
enum class SourceKind { Document, Seen, SecondHand, Inferred };
std::string_view to_string(SourceKind kind);

struct Source {
    std::string key;
    SourceKind kind = SourceKind::Inferred;
    std::string what;  ///< What it is, in words.
    std::string where; ///< Where it can be looked up.
};

/// By key.
using Sources = std::map<std::string, Source>;

} // namespace easprobe
