#pragma once

#include "client/trust/device_path.h"

#include <string>
#include <string_view>
#include <vector>

namespace easprobe::trust {

/// What a phone or PC of today says of the same chain: a second opinion beside the handset's.
struct CurrentClientOpinion {
    std::vector<std::string> objections; ///< As parts of a sentence, harmless to print.

    bool accepts() const { return objections.empty(); }
};

/// Judges by the rules that the browsers and systems of today share: signatures with SHA-2, RSA keys of at
/// least 2048 bits or elliptic curves of at least 256 (CA/Browser Forum Baseline Requirements 6.1.5, 7.1.3),
/// the name in subjectAltName (RFC 9525 2), dates, and serverAuth. Whether its root is trusted there is not
/// judged, nor is what such a client fetches by itself.
/// @param host Empty: names are not compared.
CurrentClientOpinion opinion_of_current_client(const DevicePath& path, std::string_view host,
                                               x509::Time today);

} // namespace easprobe::trust
