#include "client/explain/eas_statuses.h"

#include "protocol/text/ascii.h"

#include <algorithm>
#include <iterator>

namespace easprobe::codes {

namespace {

constexpr EasStatus table[] = {
#define STATUS(command, number, meaning, reaction) EasStatus{command, number, meaning, reaction},
#include "client/explain/eas_statuses.inc"
#undef STATUS
};

} // namespace

std::span<const EasStatus> eas_statuses()
{
    return table;
}

const EasStatus* find_eas_status(std::string_view command, int number)
{
    const auto* const found = std::find_if(std::begin(table), std::end(table), [&](const EasStatus& status) {
        return status.number == number && equal_ignoring_case(status.command, command);
    });
    return found == std::end(table) ? nullptr : found;
}

} // namespace easprobe::codes
