#include "client/codes/eas_statuses.h"

#include "protocol/text/ascii.h"

#include <algorithm>
#include <iterator>

namespace easprobe::codes {

namespace {

constexpr EasStatus table[] = {
#define STATUS(command, number, meaning, reaction, remedy)                                                   \
    {command, number, meaning, reaction, remedy, false},
#define RECOVERED(command, number, meaning, reaction, remedy)                                                \
    {command, number, meaning, reaction, remedy, true},
#include "client/codes/eas_statuses.inc"
#undef RECOVERED
#undef STATUS
};

constexpr CommonStatus common_table[] = {
#define COMMON(number, name, meaning, http_status, remedy) {number, name, meaning, http_status, remedy},
#include "client/codes/any_command_statuses.inc"
#undef COMMON
};

} // namespace

std::string_view clause_of(const EasStatus& status)
{
    std::string_view clause = status.meaning;
    if (clause.ends_with('.'))
        clause.remove_suffix(1);
    return clause;
}

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

std::span<const CommonStatus> any_command_statuses()
{
    return common_table;
}

const CommonStatus* find_common_status(int number)
{
    const auto* const found = std::ranges::find(common_table, number, &CommonStatus::number);
    return found == std::end(common_table) ? nullptr : found;
}

} // namespace easprobe::codes
