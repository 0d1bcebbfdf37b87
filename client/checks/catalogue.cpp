#include "client/checks/catalogue.h"

#include <algorithm>
#include <array>
#include <iterator>

namespace easprobe::checks {

#define CHECK(phase, name)                                                                                   \
    namespace phase {                                                                                        \
    extern const Check name;                                                                                 \
    }
#include "client/checks/catalogue.inc"
#undef CHECK

namespace {

constexpr std::array all_checks = {
#define CHECK(phase, name) &phase::name,
#include "client/checks/catalogue.inc"
#undef CHECK
};

} // namespace

std::span<const Check* const> catalogue()
{
    return all_checks;
}

std::vector<const Check*> catalogue_of(Phase phase)
{
    std::vector<const Check*> checks;
    std::ranges::copy_if(all_checks, std::back_inserter(checks),
                         [phase](const Check* check) { return check->phase == phase; });
    return checks;
}

const Check* find_check(std::string_view id)
{
    const auto found = std::ranges::find(all_checks, id, [](const Check* check) { return check->id; });
    return found == all_checks.end() ? nullptr : *found;
}

} // namespace easprobe::checks
