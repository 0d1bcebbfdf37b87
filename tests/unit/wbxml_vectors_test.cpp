// Bodies from other people's implementations, read in place.
#include "protocol/wbxml/decoder.h"
#include "protocol/wbxml/encoder.h"
#include "protocol/wbxml/xml_text.h"
#include "tests/oracle/libwbxml_agreement.h"
#include "tests/unit/shared_folder.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

using namespace easprobe;

TEST_CASE("bodies of other implementations decode, agree with libwbxml, and go back into the same bytes")
{
    const auto folder = shared_folder("vectors");
    if (!folder) {
        MESSAGE("skipped: the folder with the samples is not there");
        return;
    }
    int whole = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(*folder)) {
        const std::string name = entry.path().string();
        CAPTURE(name);
        const bool is_body = name.ends_with(".wbxml") || name.find("dalgleish") != std::string::npos;
        const std::string bytes = entry.is_regular_file() && is_body ? content_of_file(entry.path()) : "";
        // Fragments without a header are no documents, and some files beside them are JSON.
        if (!bytes.starts_with(std::string("\x03\x01\x6A\x00", 4)))
            continue;
        const auto decoded = wbxml::decode(bytes);
        if (name.find("activesync-016") != std::string::npos) {
            REQUIRE_FALSE(decoded.has_value());
            CHECK(decoded.error().code == wbxml::ErrorCode::BytesAfterRoot);
            CHECK(decoded.error().offset == 52);
            continue;
        }
        REQUIRE(decoded.has_value());
        ++whole;
        CHECK(wbxml::encode(decoded->document).value() == bytes);
        const auto again = wbxml::read_xml_text(wbxml::to_xml_text(decoded->document));
        REQUIRE(again.has_value());
        CHECK(wbxml::encode(*again).value() == bytes);
        const auto differences = oracle::disagreements(*decoded, bytes);
        CHECK_MESSAGE(differences.empty(), fmt::format("{}", fmt::join(differences, "\n")));
    }
    CHECK(whole >= 40);
}
