#include "protocol/wbxml/code_pages.h"
#include "protocol/wbxml/decoder.h"
#include "protocol/wbxml/encoder.h"
#include "protocol/wbxml/xml_text.h"
#include "tests/oracle/libwbxml_agreement.h"

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <set>

using namespace easprobe;

namespace {

/// <AirSync:Sync><token>x</token></AirSync:Sync>, so that every token is met inside of another page's root as
/// well.
std::string document_with(const wbxml::Token& token)
{
    std::string bytes("\x03\x01\x6A\x00\x45", 5);
    bytes += '\0';
    bytes += static_cast<char>(token.page);
    bytes += static_cast<char>(token.code | 0x40);
    bytes += std::string("\x03x\0\x01\x01", 5);
    return bytes;
}

} // namespace

TEST_CASE("every token goes both ways, and libwbxml agrees but for the names it is known to have otherwise")
{
    oracle::UsedNames used;
    for (const wbxml::Token& token : wbxml::all_tokens()) {
        CAPTURE(token.qualified_tag);
        const std::string bytes = document_with(token);
        const auto decoded = wbxml::decode(bytes);
        REQUIRE(decoded.has_value());
        CHECK(decoded->unknown_tokens.empty());
        const pugi::xml_node child = decoded->document.document_element().first_child();
        CHECK(std::string(child.name()) == (token.page == 0 ? token.tag : token.qualified_tag));
        CHECK(std::string(child.child_value()) == "x");
        // The page of the root is not switched to again before its end, so pages other than 0 come out equal
        // too.
        const auto encoded = wbxml::encode(decoded->document);
        REQUIRE(encoded.has_value());
        const auto again = wbxml::decode(*encoded);
        REQUIRE(again.has_value());
        CHECK(wbxml::to_xml_text(again->document) == wbxml::to_xml_text(decoded->document));
        const auto differences = oracle::disagreements(*decoded, bytes, &used);
        CHECK_MESSAGE(differences.empty(), fmt::format("{}", fmt::join(differences, "\n")));
    }
    CHECK_MESSAGE(used.size() == oracle::known_name_count(),
                  "a name that is known to differ does not: remove it");
}

TEST_CASE("no page has a token or a tag twice")
{
    std::set<std::pair<int, int>> codes;
    std::set<std::string> tags;
    for (const wbxml::Token& token : wbxml::all_tokens()) {
        CHECK(codes.insert({token.page, token.code}).second);
        CHECK_MESSAGE(tags.insert(token.qualified_tag).second, token.qualified_tag);
        CHECK(token.code >= 0x05);
        CHECK(token.code <= 0x3F);
        CHECK(wbxml::find_token(token.page, token.code) == &token);
        CHECK(wbxml::find_token(token.page, std::string_view(token.tag)) == &token);
    }
    CHECK(codes.size() == 653);
}
