#pragma once

#include <stdexcept>

namespace CLI {
class App;
}

// One function a subcommand: it adds the subcommand, its options and what it does.

namespace easprobe::cli {

/// Exit statuses that are not a verdict; the verdict's own are 0, 1 and 2.
inline constexpr int exit_usage = 64;
inline constexpr int exit_bug = 70;

/// Wrong use, in a sentence for the person at the terminal: main prints it and exits with 64.
struct UsageError : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// @param status Where the command leaves its exit status.
void add_check(CLI::App& app, int& status);
void add_cert(CLI::App& app, int& status);
void add_replay(CLI::App& app, int& status);
void add_explain(CLI::App& app, int& status);
void add_profiles(CLI::App& app, int& status);
void add_checks(CLI::App& app, int& status);
void add_wbxml(CLI::App& app, int& status);
void add_root_cab(CLI::App& app, int& status);

} // namespace easprobe::cli
