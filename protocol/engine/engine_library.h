#pragma once

#include <string>
#include <tl/expected.hpp>

// Libraries that few runs need, and every start would pay for: what uses one of them is a library of its own,
// an engine, that is loaded when it is first asked for.

namespace easprobe {

/// The function of that name in the engine of that file name, which lies where the program's own libraries
/// lie. It stays loaded.
/// @return The function's address, or in words why it cannot be had.
tl::expected<void*, std::string> engine_function(const char* library, const char* function);

} // namespace easprobe
