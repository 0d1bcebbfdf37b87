// Bodies from other people's implementations, read in place: what the index says is there is looked at,
// whole.
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

constexpr std::string_view dump_header = "header version=03 publicid=1 charset=106 strtbl=0\n";

/// A sample that is more than a document: after its end, from this byte on, the file goes on.
struct MoreThanOne {
    std::string_view file;
    std::size_t end;
    std::string_view dump_ends;
};
constexpr std::array more_than_one = {
    MoreThanOne{"wbxml-stream/activesync-016.wbxml", 52, "TRAILING 49 bytes\n"}};

const MoreThanOne* exception_for(const std::string& file)
{
    const auto* const found = std::ranges::find(more_than_one, file, &MoreThanOne::file);
    return found == more_than_one.end() ? nullptr : found;
}

void expect_refusal_of_the_rest(const MoreThanOne& known, const std::string& bytes)
{
    const auto refused = wbxml::decode(bytes);
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().code == wbxml::ErrorCode::BytesAfterRoot);
    CHECK(refused.error().offset == known.end);
}

/// Goes through a document: the tree is the independent dump's, and goes back into the same bytes, from the
/// tree as from its text.
void expect_same(const std::string& bytes, const std::string& dump)
{
    const auto decoded = wbxml::decode(bytes);
    REQUIRE(decoded.has_value());
    CHECK(decoded->unknown_tokens.empty());
    CHECK(std::string(dump_header) + dump_form(decoded->document) == dump);
    CHECK(wbxml::encode(decoded->document).value() == bytes);
    const auto again = wbxml::read_xml_text(wbxml::to_xml_text(decoded->document));
    REQUIRE(again.has_value());
    CHECK(wbxml::encode(*again).value() == bytes);
    const auto differences = oracle::disagreements(*decoded, bytes);
    CHECK_MESSAGE(differences.empty(), fmt::format("{}", fmt::join(differences, "\n")));
}

} // namespace

TEST_CASE(
    "each whole document of the samples is what an independent decoder read, and goes back byte by byte")
{
    const auto samples = wire_samples();
    if (!samples) {
        MESSAGE("skipped: the folder with the samples is not there");
        return;
    }
    int whole = 0;
    std::set<std::string_view> excepted;
    for (const WireSample& sample : *samples) {
        if (sample.dump.empty())
            continue;
        CAPTURE(sample.file);
        std::string bytes = document_of(sample);
        std::string dump = content_of_sample(sample.dump);
        if (const MoreThanOne* const known = exception_for(sample.file)) {
            excepted.insert(known->file);
            expect_refusal_of_the_rest(*known, bytes);
            bytes.resize(known->end);
            REQUIRE(dump.ends_with(known->dump_ends));
            dump.resize(dump.size() - known->dump_ends.size());
        }
        expect_same(bytes, dump);
        ++whole;
    }
    CHECK(whole == 44);
    CHECK_MESSAGE(excepted.size() == more_than_one.size(), "an exception that no sample needs");
}

TEST_CASE("each file of the samples is looked at by a test of its kind")
{
    const auto samples = wire_samples();
    if (!samples) {
        MESSAGE("skipped: the folder with the samples is not there");
        return;
    }
    std::set<std::string> unknown;
    int fragments = 0;
    for (const WireSample& sample : *samples) {
        const bool document = !sample.dump.empty();
        const bool text = sample.file.ends_with(".xml") || sample.file.ends_with(".json");
        const bool table = sample.file == "uri_base64.tsv" || sample.file == "decoded/*.txt";
        const bool fragment = sample.what.find("fragment") != std::string::npos;
        fragments += fragment ? 1 : 0;
        if (!document && !text && !table && !fragment)
            unknown.insert(sample.file);
    }
    CHECK(unknown.empty());
    CHECK(fragments == 7);
    CHECK(samples->size() == 233);
}

TEST_CASE("a fragment is a document once its header, root and page are put around it")
{
    const auto samples = wire_samples();
    if (!samples) {
        MESSAGE("skipped: the folder with the samples is not there");
        return;
    }
    // AirSync Sync, Collections, Collection, Commands, Add around what begins with ApplicationData; the
    // policy switches to its own page and is closed as it stands.
    const std::string outer("\x03\x01\x6A\x00\x45\x5C\x4F\x56\x47", 9);
    int seen = 0;
    for (const WireSample& sample : *samples) {
        if (sample.what.find("fragment") == std::string::npos)
            continue;
        CAPTURE(sample.file);
        const std::string fragment = content_of_sample(sample.file);
        const bool policy = sample.file.find("policies") != std::string::npos;
        const std::string bytes =
            policy ? outer.substr(0, 5) + fragment + "\x01" : outer + fragment + std::string(5, '\x01');
        const auto decoded = wbxml::decode(bytes);
        REQUIRE(decoded.has_value());
        CHECK(decoded->unknown_tokens.empty());
        CHECK(wbxml::encode(decoded->document).value() == bytes);
        const auto differences = oracle::disagreements(*decoded, bytes);
        CHECK_MESSAGE(differences.empty(), fmt::format("{}", fmt::join(differences, "\n")));
        ++seen;
    }
    CHECK(seen == 7);
}
