#pragma once

#include "protocol/wbxml/libwbxml_engine.h"

// What libwbxml does, unguarded: see protocol/engine/engine_library.h.

namespace easprobe::wbxml::libwbxml {

struct Conversions {
    tl::expected<std::string, Error> (*to_xml)(std::string_view bytes);
    tl::expected<std::string, Error> (*to_wbxml)(std::string_view xml);
};

inline constexpr const char* conversions_library = "libeasprobe_libwbxml.so";
inline constexpr const char* conversions_symbol = "easprobe_libwbxml_conversions";
extern "C" const Conversions* easprobe_libwbxml_conversions();

} // namespace easprobe::wbxml::libwbxml
