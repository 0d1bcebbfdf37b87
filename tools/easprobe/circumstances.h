#pragma once

#include "protocol/x509/time.h"

#include <string>
#include <vector>

namespace easprobe::cli {

/// Every certificate in these files, DER. Throws UsageError with file and byte.
std::vector<std::string> read_certificate_files(const std::vector<std::string>& files);

/// The time that `--clock` names; now, where it is not given. Throws UsageError.
x509::Time handset_clock(const std::string& given);

} // namespace easprobe::cli
