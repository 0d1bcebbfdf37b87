#pragma once

#include <string>
#include <string_view>

namespace easprobe::eas {

/// Where a synchronisation, of a collection or of the folders, has got to: made by the server, opaque to the
/// handset, at most 64 characters (MS-ASCMD 2.2.3.181).
using SyncKey = std::string;

/// The handset has nothing yet: the server makes a key.
inline constexpr std::string_view first_sync_key = "0";

} // namespace easprobe::eas
