#include "client/explain/phases.h"

#include "protocol/text/ascii.h"

#include <algorithm>
#include <iterator>

namespace easprobe::codes {

namespace {

constexpr PhaseText phases[] = {
#define PHASE(phase, what, stops) {Phase::phase, what, stops},
#include "client/explain/phases.inc"
#undef PHASE
};
static_assert(std::size(phases) == all_phases.size());

constexpr CommandText commands[] = {
#define COMMAND(command, phase, what) {command, Phase::phase, what},
#include "client/explain/commands.inc"
#undef COMMAND
};

} // namespace

const PhaseText& text_of(Phase phase)
{
    return *std::ranges::find(phases, phase, &PhaseText::phase);
}

const CommandText* find_command(std::string_view name)
{
    const auto* const found = std::ranges::find_if(
        commands, [&](const CommandText& text) { return equal_ignoring_case(text.command, name); });
    return found == std::end(commands) ? nullptr : found;
}

} // namespace easprobe::codes
