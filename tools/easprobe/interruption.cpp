#include "tools/easprobe/interruption.h"

#include <cerrno>
#include <cstddef>
#include <unistd.h>

namespace easprobe::cli {

namespace {

volatile std::sig_atomic_t noted = 0;
volatile std::sig_atomic_t clearing = 0;

/// Nothing but what may be called in a signal handler.
extern "C" void note_signal(int signal)
{
    // SA_RESETHAND has given only the first one its own effect back, and this is another.
    if (noted != 0) {
        std::signal(signal, SIG_DFL);
        std::raise(signal);
        return;
    }
    noted = 1;
    const int kept = errno;
    constexpr char reports[] = "\ninterrupted: reporting what was seen so far (once more: at once)\n";
    constexpr char clears[] =
        "\ninterrupted: clearing away what was made in the mailbox (once more: at once)\n";
    [[maybe_unused]] const auto written = clearing != 0 ? write(STDERR_FILENO, clears, sizeof clears - 1)
                                                        : write(STDERR_FILENO, reports, sizeof reports - 1);
    errno = kept;
}

void note(int signal, struct sigaction& previous)
{
    struct sigaction action {};
    action.sa_handler = note_signal;
    action.sa_flags = static_cast<int>(SA_RESETHAND | SA_RESTART);
    sigaction(signal, &action, &previous);
    if (previous.sa_handler == SIG_IGN)
        sigaction(signal, &previous, nullptr);
}

} // namespace

Interruption::Interruption()
{
    for (std::size_t i = 0; i < signals.size(); ++i)
        note(signals.at(i), previous_.at(i));
}

Interruption::~Interruption()
{
    for (std::size_t i = 0; i < signals.size(); ++i)
        sigaction(signals.at(i), &previous_.at(i), nullptr);
}

void Interruption::may_have_to_clear()
{
    clearing = 1;
}

bool Interruption::came()
{
    return noted != 0;
}

} // namespace easprobe::cli
