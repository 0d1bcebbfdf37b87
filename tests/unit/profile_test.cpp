// The profiles that come along, and what is said of one that is wrong.
#include "client/handset/profile.h"
#include "tests/rig/handsets.h"
#include "tests/rig/shared_folder.h"
#include "tests/rig/source_dir.h"

#include <algorithm>
#include <doctest/doctest.h>

using namespace easprobe;

namespace {

std::string profile_text()
{
    return content_of_file(rig::source_dir() / "emulator-profiles/handsets/wm61-professional.xml");
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
    for (const std::string& name : rig::handset_names()) {
        CAPTURE(name);
        CHECK(rig::handset(name).id == name);
        CHECK_FALSE(rig::handset(name).roots.anchors.empty());
    }
}

TEST_CASE("what is wrong with a profile is said with file, line and attribute")
{
    REQUIRE(parse_profile(profile_text(), "x.xml").has_value());
    CHECK(error_after("device-type=\"PocketPC\"", "device-tipe=\"PocketPC\"") ==
          "x.xml:52: identity/@device-type: is missing");
    CHECK(error_after("locale=\"0409\"", "locale=\"0409\" colour=\"red\"")
              .find("identity/@colour: is not known here") != std::string::npos);
    CHECK(error_after("window-size=\"100\"", "window-size=\"many\"").find("sync/@window-size: 'many'") !=
          std::string::npos);
    CHECK(error_after("kind=\"inferred\"", "kind=\"rumour\"").find("rumour") != std::string::npos);
    CHECK(error_after("source=\"direct-push\"", "source=\"nowhere\"").find("nowhere") != std::string::npos);
    CHECK(error_after("step=\"300\"", "step=\"0\"").find("adjusting/@step") != std::string::npos);
    CHECK(error_after("start=\"480\"", "start=\"479\"")
              .find("adjusting/@start: is not between the minimum and the maximum") != std::string::npos);
    CHECK(error_after("beyond=\"applied-in-part\"", "beyond=\"maybe\"").find("policies/@beyond: 'maybe'") !=
          std::string::npos);
    CHECK(error_after("used=\"yes\"", "used=\"perhaps\"").find("autodiscover/@used") != std::string::npos);
    CHECK(error_after("<push ", "<pull ").find("x.xml:") != std::string::npos);
}

TEST_CASE("Windows Mobile 5.0 speaks 2.5, offers no AES, reads the common name alone and knows no wildcard")
{
    const HandsetProfile* const profile = &rig::handset("wm5-msfp-pocketpc");
    CHECK(profile->activesync.versions == std::vector{eas::ProtocolVersion::V2_5});
    for (const int aes : {0x002f, 0x0035})
        CHECK(std::count(profile->hello.suites.begin(), profile->hello.suites.end(), aes) == 0);
    CHECK_FALSE(profile->trust.names.uses_subject_alt_name);
    CHECK_FALSE(profile->trust.names.accepts_wildcards);
    CHECK(profile->source_of(profile->trust.names).kind == SourceKind::Inferred);
    CHECK(profile->roots.id == "wm5-msfp");
    CHECK(profile->policies.covers("MaxInactivityTimeDeviceLock"));
    CHECK(profile->policies.covers("SecurityPolicy/4131"));
    CHECK_FALSE(profile->policies.covers("AttachmentsEnabled"));
}
