#pragma once

#include <array>
#include <csignal>

namespace easprobe::cli {

/// As long as one exists, the first SIGINT, SIGTERM or SIGHUP is only noted, so that the run can clear away
/// what it has made in the mailbox, and report what it has seen; a second one, the same or another, ends the
/// program as ever. A signal that was ignored when it began (nohup, a job in the background) stays so.
class Interruption {
  public:
    Interruption();
    ~Interruption();
    Interruption(const Interruption&) = delete;
    Interruption& operator=(const Interruption&) = delete;

    /// From now on there may be something in the mailbox to clear away, and the message of an interruption
    /// says that it is.
    static void may_have_to_clear();

    /// Whether one has come since the program began.
    static bool came();

  private:
    static constexpr std::array signals = {SIGINT, SIGTERM, SIGHUP};
    std::array<struct sigaction, signals.size()> previous_{};
};

} // namespace easprobe::cli
