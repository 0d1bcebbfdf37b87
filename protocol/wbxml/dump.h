#pragma once

#include <string>
#include <string_view>

namespace easprobe::wbxml {

/// A line a token: offset, bytes, meaning, indented by nesting; for people who look at the wire. Of a
/// malformed document everything up to the first fault is shown, and the fault. Harmless for a terminal.
std::string dump(std::string_view bytes);

} // namespace easprobe::wbxml
