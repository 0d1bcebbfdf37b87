#include "tests/rig/handsets.h"

#include "tests/rig/source_dir.h"

#include <doctest/doctest.h>
#include <map>
#include <mutex>

namespace easprobe::rig {

const std::vector<std::string>& handset_names()
{
    static const std::vector<std::string> names = profile_names(source_dir() / "emulator-profiles");
    REQUIRE_FALSE(names.empty());
    return names;
}

const HandsetProfile& handset(const std::string& name)
{
    static std::mutex mutex;
    static std::map<std::string, HandsetProfile> known;
    const std::lock_guard lock(mutex);
    if (const auto found = known.find(name); found != known.end())
        return found->second;
    auto profile = read_profile(source_dir() / "emulator-profiles/handsets" / (name + ".xml"));
    REQUIRE_MESSAGE(profile.has_value(), (profile ? "" : to_string(profile.error())));
    return known.emplace(name, std::move(*profile)).first->second;
}

} // namespace easprobe::rig
