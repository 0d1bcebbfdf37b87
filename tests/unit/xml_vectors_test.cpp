// Bodies as XML, from Microsoft's examples and other people's tests: they go into WBXML and come back the
// same.
#include "protocol/wbxml/decoder.h"
#include "protocol/wbxml/encoder.h"
#include "protocol/wbxml/xml_text.h"
#include "tests/oracle/libwbxml_agreement.h"
#include "tests/rig/dump_form.h"
#include "tests/rig/wire_samples.h"

#include <algorithm>
#include <array>
#include <doctest/doctest.h>
#include <fmt/format.h>
#include <set>

using namespace easprobe;

namespace {

/// Names that no table of Microsoft's has: the encoder refuses them rather than guess.
struct Refused {
    std::string_view file;
    wbxml::ErrorCode code;
    std::string_view why;
};
constexpr auto no_tag = wbxml::ErrorCode::UnknownTag;
constexpr auto no_page = wbxml::ErrorCode::UnknownNamespace;
constexpr std::array refused_files = {
    Refused{"libwbxml-xml/activesync-012-provision-eas.xml", no_tag, "DeviceEncryptionEnabled"},
    Refused{"libwbxml-xml/activesync-030-sendmail-request.xml", no_tag, "MIME for Mime"},
    Refused{"libwbxml-xml/activesync-031-sendmail-request.xml", no_tag, "MIME for Mime"},
    Refused{"libwbxml-xml/activesync-032-formatted-base64.xml", no_tag, "MIME for Mime"},
    Refused{"libwbxml-xml/activesync-040-search-response.xml", no_page, "Gal for GAL"},
    Refused{"libwbxml-xml/airsync-001.xml", no_page, "no namespace"},
    Refused{"libwbxml-xml/airsync-002-search_query_for_exchange.xml", no_page, "SynCE's namespaces"},
    Refused{"libwbxml-xml/airsync-003-search_response_from_exchange.xml", no_page, "SynCE's namespaces"},
    Refused{"libwbxml-xml/airsync-004-binary_byte_array.xml", no_page, "SynCE's namespaces"},
    Refused{"wbxml-stream/activesync-ms-ascmd-016.xml", no_tag, "TimeZone for Timezone"},
    Refused{"wbxml-stream/activesync-ms-ascmd-047.xml", no_page, "Gal for GAL"},
    Refused{"wbxml-stream/activesync-ms-ascmd-058.xml", no_tag, "TimeZone for Timezone"},
    Refused{"wbxml-stream/activesync-ms-ascmd-064.xml", no_tag, "TimeZone for Timezone"},
};

/// The expected content of a policy document, as a string on the wire; not a body.
constexpr std::string_view policy_text = "horde/default_policies.xml";

} // namespace

TEST_CASE(
    "each XML body of the samples goes into WBXML and comes back equal, but for names that no table has")
{
    const auto samples = wire_samples();
    if (!samples) {
        MESSAGE("skipped: the folder with the samples is not there");
        return;
    }
    int equal = 0;
    std::set<std::string_view> used;
    for (const WireSample& sample : *samples) {
        if (!sample.file.ends_with(".xml") || sample.file == policy_text)
            continue;
        CAPTURE(sample.file);
        const auto text = wbxml::read_xml_text(content_of_sample(sample.file));
        REQUIRE_MESSAGE(text.has_value(), (text ? "" : text.error().what));
        const auto bytes = wbxml::encode(*text);
        const auto* const refused = std::ranges::find(refused_files, sample.file, &Refused::file);
        if (refused != refused_files.end()) {
            CAPTURE(refused->why);
            used.insert(refused->file);
            REQUIRE_FALSE(bytes.has_value());
            CHECK(bytes.error().code == refused->code);
            continue;
        }
        REQUIRE_MESSAGE(bytes.has_value(), (bytes ? "" : bytes.error().path));
        const auto decoded = wbxml::decode(*bytes);
        REQUIRE(decoded.has_value());
        CHECK(decoded->unknown_tokens.empty());
        CHECK(dump_form(decoded->document) == dump_form(*text));
        CHECK(wbxml::encode(decoded->document).value() == *bytes);
        const auto differences = oracle::disagreements(*decoded, *bytes);
        CHECK_MESSAGE(differences.empty(), fmt::format("{}", fmt::join(differences, "\n")));
        ++equal;
    }
    CHECK(equal == 160);
    CHECK_MESSAGE(used.size() == refused_files.size(), "a refusal that no sample needs");
}

TEST_CASE("the published example of WBXML and its published XML are one tree")
{
    if (!wire_samples()) {
        MESSAGE("skipped: the folder with the samples is not there");
        return;
    }
    const auto decoded = wbxml::decode(content_of_sample("spec/ms-aswbxml-4-contact-add-response.wbxml"));
    const auto text = wbxml::read_xml_text(content_of_sample("spec/ms-aswbxml-4-contact-add-response.xml"));
    REQUIRE(decoded.has_value());
    REQUIRE(text.has_value());
    CHECK(dump_form(decoded->document) == dump_form(*text));
    CHECK(wbxml::encode(*text).value() == wbxml::encode(decoded->document).value());
}
