#pragma once

#include "protocol/x509/certificate.h"

#include <string>

namespace easprobe::cli {

/// The time that `--clock` names; now, where it is not given. Throws UsageError.
x509::Time handset_clock(const std::string& given);

} // namespace easprobe::cli
