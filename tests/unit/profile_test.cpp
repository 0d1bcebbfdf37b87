#include "client/handset/profile.h"
#include "tests/unit/shared_folder.h"

#include <doctest/doctest.h>

using namespace easprobe;

namespace {

std::string profile_text()
{
    return content_of_file(EASPROBE_SOURCE_DIR "/emulator-profiles/handsets/wm61-professional.xml");
}

/// The error of a profile in which one piece of text was replaced.
std::string error_after(const std::string& old_text, const std::string& new_text)
{
    std::string text = profile_text();
    const auto at = text.find(old_text);
    REQUIRE(at != std::string::npos);
    text.replace(at, old_text.size(), new_text);
    const auto profile = parse_profile(text, "x.xml");
    REQUIRE_FALSE(profile.has_value());
    return to_string(profile.error());
}

} // namespace

TEST_CASE("every profile that comes along can be read")
{
    const auto names = profile_names(EASPROBE_SOURCE_DIR "/emulator-profiles");
    CHECK(names.size() >= 2);
    for (const std::string& name : names) {
        const auto profile = read_profile(EASPROBE_SOURCE_DIR "/emulator-profiles/handsets/" + name + ".xml");
        REQUIRE_MESSAGE(profile.has_value(), (profile ? "" : to_string(profile.error())));
        CHECK(profile->id == name);
        CHECK_FALSE(profile->roots.anchors.empty());
    }
}

TEST_CASE("what is wrong with a profile is said with file, line and attribute")
{
    REQUIRE(parse_profile(profile_text(), "x.xml").has_value());
    CHECK(error_after("device-type=\"PocketPC\"", "device-tipe=\"PocketPC\"") ==
          "x.xml:46: identity/@device-type: is missing");
    CHECK(error_after("locale=\"0409\"", "locale=\"0409\" colour=\"red\"")
              .find("identity/@colour: is not known here") != std::string::npos);
    CHECK(error_after("window-size=\"100\"", "window-size=\"many\"").find("sync/@window-size: 'many'") !=
          std::string::npos);
    CHECK(error_after("kind=\"inferred\"", "kind=\"rumour\"").find("rumour") != std::string::npos);
    CHECK(error_after("source=\"direct-push\"", "source=\"nowhere\"").find("nowhere") != std::string::npos);
    CHECK(error_after("<push ", "<pull ").find("x.xml:") != std::string::npos);
}
