#pragma once

#include <string>

namespace easprobe::cli {

/// The password, from the first line of a file ("-" is standard input), else from EASPROBE_PASSWORD, else
/// asked for on the terminal without echo. Throws UsageError when there is none to be had. It is never an
/// argument: arguments are seen by everybody on the machine.
std::string read_password(const std::string& file, const std::string& who);

} // namespace easprobe::cli
