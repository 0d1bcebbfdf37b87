// WBXML as hostile bytes: bounded in time, depth and memory.
#include "protocol/wbxml/decoder.h"
#include "protocol/wbxml/encoder.h"
#include "protocol/wbxml/xml_text.h"
#include "tests/rig/hex_bytes.h"

#include <array>
#include <doctest/doctest.h>

using namespace easprobe;
using wbxml::ErrorCode;

namespace {

struct Refused {
    const char* what;
    std::string bytes;
    ErrorCode code;
    std::size_t offset;
};

const std::string head = bytes("03 01 6A 00");

} // namespace

TEST_CASE("each kind of malformed bytes is refused with its own code, at its own byte")
{
    const std::array refused = {
        Refused{"nothing at all", "", ErrorCode::EndsEarly, 0},
        Refused{"a header without a root", head, ErrorCode::NoRoot, 4},
        Refused{"WBXML 1.9", bytes("09 01 6A 00 45 01"), ErrorCode::UnsupportedVersion, 0},
        Refused{"another public id", bytes("03 04 6A 00 45 01"), ErrorCode::UnsupportedPublicId, 1},
        Refused{"another character set", bytes("03 01 04 00 45 01"), ErrorCode::UnsupportedCharset, 2},
        Refused{"a number of six bytes", bytes("03 01 6A FF FF FF FF FF 7F"), ErrorCode::NumberTooLarge, 3},
        Refused{"a string table beyond the end", bytes("03 01 6A 7F 45 01"), ErrorCode::LengthBeyondEnd, 3},
        Refused{"an opaque beyond the end", head + bytes("45 C3 7F 41 01"), ErrorCode::LengthBeyondEnd, 5},
        Refused{"a string without its end", head + bytes("45 03 41 41"), ErrorCode::UnterminatedString, 5},
        Refused{"a reference without a table", head + bytes("45 83 05 01"), ErrorCode::TableIndexBeyondEnd,
                5},
        Refused{"an entity", head + bytes("45 02 41 01"), ErrorCode::TokenNotAllowed, 5},
        Refused{"attributes", head + bytes("C5 01 01"), ErrorCode::AttributesNotAllowed, 4},
        Refused{"an end before the root", head + bytes("01"), ErrorCode::EndWithoutElement, 4},
        Refused{"text before the root", head + bytes("03 41 00 45 01"), ErrorCode::TextOutsideRoot, 4},
        Refused{"an element left open", head + bytes("45 4B"), ErrorCode::EndsEarly, 6},
        Refused{"bytes after the root", head + bytes("05 00"), ErrorCode::BytesAfterRoot, 5},
    };
    for (const Refused& test : refused) {
        CAPTURE(test.what);
        const auto decoded = wbxml::decode(test.bytes);
        REQUIRE_FALSE(decoded.has_value());
        CHECK(std::string(name_of(decoded.error().code)) == std::string(name_of(test.code)));
        CHECK(decoded.error().offset == test.offset);
    }
}

TEST_CASE("depth, elements, text and what a string table unfolds into are bounded")
{
    std::string deep = head;
    deep.append(101, '\x45');
    deep.append(101, '\x01');
    CHECK(wbxml::decode(deep).error().code == ErrorCode::TooDeep);

    wbxml::Limits small;
    small.elements = 3;
    CHECK(wbxml::decode(head + bytes("45 0B 0B 0B 01"), small).error().code == ErrorCode::TooManyElements);
    small = {};
    small.text_bytes = 3;
    CHECK(wbxml::decode(head + bytes("45 03 41 41 41 41 00 01"), small).error().code ==
          ErrorCode::TooMuchText);
    small = {};
    small.document_bytes = 5;
    CHECK(wbxml::decode(head + bytes("45 01"), small).error().code == ErrorCode::DocumentTooLarge);

    // One kilobyte in the table, unfolded two thousand times.
    std::string bomb = bytes("03 01 6A 88 00") + std::string(1023, 'A') + '\0' + bytes("45");
    for (int i = 0; i < 2000; ++i)
        bomb += bytes("4B 83 00 01");
    bomb += '\x01';
    CHECK(wbxml::decode(bomb).error().code == ErrorCode::TooMuchTableText);
}

TEST_CASE("a body cut at any byte is refused, and never taken for a whole one")
{
    const std::string whole = head + bytes("45 5C 4F 4B 03 30 00 01 52 03 35 00 01 01 01 01");
    REQUIRE(wbxml::decode(whole).has_value());
    for (std::size_t size = 0; size < whole.size(); ++size)
        CHECK_FALSE(wbxml::decode(whole.substr(0, size)).has_value());
}

TEST_CASE("unknown tokens are kept with page and number, reported once, and go back into the same bytes")
{
    const std::string body = head + bytes("45 00 63 7E 03 78 00 01 7E 03 79 00 01 01");
    const auto decoded = wbxml::decode(body);
    REQUIRE(decoded.has_value());
    REQUIRE(decoded->unknown_tokens.size() == 1);
    CHECK(decoded->unknown_tokens.front().page == 0x63);
    CHECK(decoded->unknown_tokens.front().token == 0x3E);
    CHECK(decoded->unknown_tokens.front().offset == 7);
    CHECK(wbxml::encode(decoded->document).value() == body);
}

TEST_CASE("opaque data and strings that are no XML text survive byte for byte, also as XML text")
{
    for (const char* hex :
         {"45 50 C3 04 00 01 FF 0D 01 01", "45 50 03 01 02 0D 00 01 01", "45 50 03 00 01 01",
          "45 50 C3 00 01 01", "45 50 03 20 20 0D 0A 00 01 01", "45 50 03 C3 28 00 01 01"}) {
        CAPTURE(hex);
        const std::string body = head + bytes(hex);
        const auto decoded = wbxml::decode(body);
        REQUIRE(decoded.has_value());
        CHECK(wbxml::encode(decoded->document).value() == body);
        const auto again = wbxml::read_xml_text(wbxml::to_xml_text(decoded->document));
        REQUIRE(again.has_value());
        CHECK(wbxml::encode(*again).value() == body);
    }
}

TEST_CASE("what has no place in WBXML is refused with the path of the element")
{
    const auto refusal = [](const char* xml) {
        pugi::xml_document document;
        REQUIRE(document.load_string(xml));
        const auto encoded = wbxml::encode(document);
        REQUIRE_FALSE(encoded.has_value());
        return std::string(name_of(encoded.error().code)) + " " + encoded.error().path;
    };
    CHECK(refusal("<Sync/>") == std::string(name_of(ErrorCode::UnknownNamespace)) + " /Sync");
    CHECK(refusal("<Sync xmlns='AirSync'><Nonsense/></Sync>") ==
          std::string(name_of(ErrorCode::UnknownTag)) + " /Sync/Nonsense");
    CHECK(refusal("<Sync xmlns='AirSync' a='b'/>") ==
          std::string(name_of(ErrorCode::UnknownAttribute)) + " /Sync");
}
