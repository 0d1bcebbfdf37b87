#pragma once

#include "protocol/wap/cabinet.h"

// libgcab brings nine libraries with it, a millisecond of every start: see protocol/engine/engine_library.h.

namespace easprobe::wap {

/// The failures' words are libgcab's, with bytes of the cabinet in them perhaps.
struct CabinetEngine {
    tl::expected<std::string, CabinetError> (*write)(std::string_view name, std::string_view content);
    /// Of a cabinet that scan_cabinet has found sound.
    tl::expected<std::string, CabinetError> (*read)(std::string_view cabinet, std::string_view name);
};

inline constexpr const char* cabinet_engine_library = "libeasprobe_cabinet.so";
inline constexpr const char* cabinet_engine_symbol = "easprobe_cabinet_engine";
extern "C" const CabinetEngine* easprobe_cabinet_engine();

} // namespace easprobe::wap
