#pragma once

#include <csignal>

namespace easprobe::cli {

/// As long as one exists, the first SIGINT or SIGTERM is only noted, so that the run can clear away what it
/// has made in the mailbox and report; a second one ends the program as ever.
class Interruption {
  public:
    Interruption();
    ~Interruption();
    Interruption(const Interruption&) = delete;
    Interruption& operator=(const Interruption&) = delete;

    /// Whether one has come since the program began.
    static bool came();

  private:
    struct sigaction previous_int_ {};
    struct sigaction previous_term_ {};
};

} // namespace easprobe::cli
