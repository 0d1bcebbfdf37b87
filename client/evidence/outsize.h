#pragma once

#include "client/evidence/recording.h"

#include <optional>
#include <string_view>

namespace easprobe {

/// What makes a JSON text larger, deeper (64 levels) or of more parts (2,000,000) than any recording. Looked
/// for before a tree is made of it: two bytes of text can become a hundred of tree.
std::optional<RecordingError> find_outsize(std::string_view json);

} // namespace easprobe
