#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

// Cabinets (MS-CAB) as a handset takes them: one file `_setup.xml` in one folder.

namespace easprobe::wap {

/// The one file that a handset looks for in a cabinet of settings.
inline constexpr std::string_view setup_document = "_setup.xml";

struct CabinetError {
    std::string what;
    std::size_t offset = 0;     ///< Where in the cabinet, in bytes, as near as is known.
    bool not_installed = false; ///< No fault of the cabinet: the library that it needs is not there.
};

/// Whether it begins as a cabinet does: CFHEADER.signature, "MSCF" (MS-CAB 2.1).
bool is_cabinet(std::string_view bytes);

/// A cabinet with one file, not compressed, dated 1 January 2008: the same content makes the same bytes.
/// @param name Plain ASCII without separators, as setup_document. At most 16 MiB of content.
tl::expected<std::string, CabinetError> write_cabinet(std::string_view name, std::string_view content);

/// The content of one file of a cabinet; names are compared without regard to case. Of hostile bytes it takes
/// at most 4 MiB, 64 files, 16 folders and 4 MiB of content once unpacked, which is settled before anything
/// is unpacked. Stored and MSZIP folders are read; Quantum, LZX and sets of cabinets are not.
tl::expected<std::string, CabinetError> read_from_cabinet(std::string_view cabinet, std::string_view name);

} // namespace easprobe::wap
