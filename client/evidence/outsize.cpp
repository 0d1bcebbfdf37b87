#include "client/evidence/outsize.h"

#include <fmt/format.h>

namespace easprobe {

namespace {

constexpr std::size_t largest_recording = 256UL * 1024 * 1024;
constexpr int deepest = 64;
constexpr std::size_t most_values = 2'000'000;

} // namespace

std::optional<RecordingError> find_outsize(std::string_view json)
{
    if (json.size() > largest_recording)
        return RecordingError{fmt::format("byte {}", largest_recording),
                              "larger than any recording that is read"};
    int depth = 0;
    std::size_t values = 0;
    bool in_string = false;
    for (std::size_t i = 0; i < json.size(); ++i) {
        const char character = json[i];
        if (in_string) {
            i += character == '\\' ? 1 : 0;
            in_string = character != '"';
            continue;
        }
        in_string = character == '"';
        const bool opens = character == '{' || character == '[';
        const bool closes = character == '}' || character == ']';
        depth += (opens ? 1 : 0) - (closes ? 1 : 0);
        values += opens || character == ',' ? 1 : 0;
        if (depth > deepest)
            return RecordingError{fmt::format("byte {}", i),
                                  fmt::format("nested more than {} deep", deepest)};
        if (values > most_values)
            return RecordingError{fmt::format("byte {}", i), fmt::format("more than {} values", most_values)};
    }
    return std::nullopt;
}

} // namespace easprobe
