#pragma once

#include "client/evidence/evidence.h"

#include <string>
#include <string_view>
#include <tl/expected.hpp>

namespace easprobe {

/// The evidence as HAR 1.2: bodies as base64 with their XML beside them in `_wbxml`, the connection and the
/// chain in
/// `_tls`, and in `_easprobe` what this program knows besides. read_recording() gives the same evidence back.
std::string write_recording(const Evidence& evidence);

struct RecordingError {
    std::string where; ///< "byte 120", or the place in the document: "log.entries[3].request.url".
    std::string what;
};

std::string to_string(const RecordingError& error);

/// Reads a HAR of at most 256 MiB, ours or that of a proxy which watched a real phone; there, requests that
/// are not to the host and path of its first ActiveSync request are left out. Credentials in it are taken
/// out.
tl::expected<Evidence, RecordingError> read_recording(std::string_view har);

} // namespace easprobe
