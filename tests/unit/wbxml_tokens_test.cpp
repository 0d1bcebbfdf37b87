// Each token of each code page has the name that its document gives it.
#include "protocol/text/hex.h"
#include "protocol/wbxml/code_pages.h"
#include "protocol/wbxml/decoder.h"
#include "protocol/wbxml/encoder.h"
#include "protocol/wbxml/xml_text.h"
#include "tests/oracle/libwbxml_agreement.h"
#include "tests/rig/dump_form.h"
#include "tests/rig/shared_folder.h"
#include "tests/rig/source_dir.h"

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <set>
#include <sstream>

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

TEST_CASE("each token of each page goes from its written bytes into its tag, and from its tag into its bytes")
{
    std::istringstream table(content_of_file(rig::source_dir() / "tests/unit/every_token.tsv"));
    std::set<std::pair<std::string, std::string>> seen;
    for (std::string line; std::getline(table, line);) {
        if (line.starts_with('#'))
            continue;
        std::istringstream columns(line);
        std::string hex;
        std::string page;
        std::string tag;
        std::getline(columns, hex, '\t');
        std::getline(columns, page, '\t');
        std::getline(columns, tag, '\t');
        CAPTURE(line);
        const std::string bytes = from_hex(hex).value();
        const std::string xml =
            fmt::format("<a:Sync xmlns:a=\"AirSync\" xmlns:b=\"{}\"><b:{}>x</b:{}></a:Sync>", page, tag, tag);
        const auto text = wbxml::read_xml_text(xml);
        REQUIRE(text.has_value());
        const auto encoded = wbxml::encode(*text);
        REQUIRE(encoded.has_value());
        CHECK(to_hex(*encoded) == hex);
        const auto decoded = wbxml::decode(bytes);
        REQUIRE(decoded.has_value());
        CHECK(dump_form(decoded->document) == dump_form(*text));
        CHECK(decoded->unknown_tokens.empty());
        CHECK(seen.insert({page, tag}).second);
    }
    CHECK(seen.size() == wbxml::all_tokens().size());
}

TEST_CASE("the table has the versions that the published tables give each token")
{
    const auto folder = shared_folder("facts");
    if (!folder) {
        MESSAGE("skipped: the folder with the published tables is not there");
        return;
    }
    std::istringstream table(content_of_file(*folder / "aswbxml_tokens.tsv"));
    std::string line;
    std::getline(table, line);
    std::size_t rows = 0;
    while (std::getline(table, line)) {
        std::vector<std::string> columns;
        std::istringstream cells(line);
        for (std::string cell; std::getline(cells, cell, '\t');)
            columns.push_back(cell);
        REQUIRE(columns.size() >= 7);
        CAPTURE(line);
        const auto page = static_cast<std::uint8_t>(std::stoi(columns[0]));
        const wbxml::Token* const token =
            wbxml::find_token(page, static_cast<std::uint8_t>(std::stoi(columns[2], nullptr, 16)));
        REQUIRE(token != nullptr);
        CHECK(token->tag == columns[3]);
        const std::string versions = " " + columns[5] + " ";
        const auto has = [&](const char* version) { return versions.find(version) != std::string::npos; };
        const bool in_some_document = columns[6] == "spec";
        CHECK(((token->versions & wbxml::legacy) != 0) == !in_some_document);
        CHECK((in_some_document && has(" 2.5 ")) == ((token->versions & wbxml::v2_5) != 0));
        CHECK((in_some_document && has(" 12.0 ")) == ((token->versions & wbxml::v12_0) != 0));
        CHECK((in_some_document && has(" 12.1 ")) == ((token->versions & wbxml::v12_1) != 0));
        CHECK((in_some_document && (has(" 14.") || has(" 16."))) == ((token->versions & wbxml::later) != 0));
        ++rows;
    }
    CHECK(rows == wbxml::all_tokens().size());
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
