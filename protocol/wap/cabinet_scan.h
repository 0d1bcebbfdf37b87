#pragma once

#include "protocol/wap/cabinet.h"

#include <string_view>
#include <tl/expected.hpp>

namespace easprobe::wap {

/// Whether a cabinet can be unpacked within the bounds of read_from_cabinet(): goes over header, folders,
/// files and data blocks (MS-CAB 2) once, without unpacking anything. A library is only given what has
/// passed here.
/// @param name The file wanted. Where it is not in the cabinet, the error says what is.
tl::expected<void, CabinetError> scan_cabinet(std::string_view cabinet, std::string_view name);

} // namespace easprobe::wap
