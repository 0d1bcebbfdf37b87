#include "tools/easprobe/interruption.h"

#include <cstdio>
#include <unistd.h>

namespace easprobe::cli {

namespace {

volatile std::sig_atomic_t noted = 0;

/// Nothing but what may be called in a signal handler.
extern "C" void note_signal(int)
{
    noted = 1;
    constexpr char message[] =
        "\ninterrupted: clearing away what was made in the mailbox (once more: at once)\n";
    [[maybe_unused]] const auto written = write(STDERR_FILENO, message, sizeof message - 1);
}

void note(int signal, struct sigaction& previous)
{
    struct sigaction action {};
    action.sa_handler = note_signal;
    action.sa_flags = static_cast<int>(SA_RESETHAND | SA_RESTART);
    sigaction(signal, &action, &previous);
}

} // namespace

Interruption::Interruption()
{
    note(SIGINT, previous_int_);
    note(SIGTERM, previous_term_);
}

Interruption::~Interruption()
{
    sigaction(SIGINT, &previous_int_, nullptr);
    sigaction(SIGTERM, &previous_term_, nullptr);
}

bool Interruption::came()
{
    return noted != 0;
}

} // namespace easprobe::cli
