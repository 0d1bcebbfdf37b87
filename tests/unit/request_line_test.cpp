// The query of a request, in its two forms.
#include "protocol/eas/request_line.h"
#include "protocol/text/base64.h"
#include "protocol/text/hex.h"
#include "tests/rig/hex_bytes.h"
#include "tests/rig/wire_samples.h"

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <sstream>

using namespace easprobe;

namespace {

constexpr const char* path = "/Microsoft-Server-ActiveSync";

std::string in_words(const eas::RequestLine& line)
{
    std::string words;
    for (const eas::CommandParameter& parameter : line.parameters)
        words += fmt::format("{}{}={}", words.empty() ? "" : " ", parameter.name, parameter.value);
    return words;
}

eas::RequestLine parsed(const std::string& query)
{
    const auto line = eas::parse_target(path + ("?" + query));
    REQUIRE(line.has_value());
    return *line;
}

} // namespace

TEST_CASE("a Pocket PC's own base64 query says what it forwards, and is written again byte for byte")
{
    // MS-ASHTTP 2.2.1.1.1.1: 12.1, SmartForward, 0x0409, 16 bytes of device, key 2216451701, PPC, options,
    // ItemId, CollectionId.
    const std::string query = "eQIJBBCuTs0Z9ZK6Vldwb/dM8JusBHVeHIQDUFBDBwEBAwYxMTkyODEBBUlOQk9Y";
    const eas::RequestLine line = parsed(query);
    CHECK(line.is_base64);
    CHECK(line.version == eas::ProtocolVersion::V12_1);
    CHECK(line.command == eas::Command::SmartForward);
    CHECK(line.locale == 1033);
    CHECK(line.device_id == "AE4ECD19F592BA5657706FF74CF09BAC");
    CHECK(line.device_id_as_bytes);
    CHECK(line.policy_key == 2216451701U);
    CHECK(line.device_type == "PPC");
    CHECK(in_words(line) == "SaveInSent=T ItemId=119281 CollectionId=INBOX");
    CHECK(eas::base64_target(path, line) == path + ("?" + query));
}

TEST_CASE("every parameter of a command goes through both forms")
{
    eas::RequestLine line;
    line.command = eas::Command::SmartReply;
    line.version = eas::ProtocolVersion::V12_1;
    line.user = "jj";
    line.device_id = "BAD73E6E02156460E800185977C03182";
    line.device_type = "PPC";
    line.parameters = {{"AttachmentName", "5%3a1/0 \xC3\xBC"},
                       {"CollectionId", "5"},
                       {"ItemId", "5:17"},
                       {"LongId", "RgAAAA=="},
                       {"Occurrence", "20080601T120000Z"},
                       {"SaveInSent", "T"}};
    const std::string words = in_words(line);
    CHECK(in_words(*eas::parse_target(eas::base64_target(path, line))) == words);
    const std::string plain = eas::plain_target(path, line, {"User", "DeviceId", "DeviceType", "Cmd"});
    CHECK(plain == "/Microsoft-Server-ActiveSync?User=jj&DeviceId=BAD73E6E02156460E800185977C03182"
                   "&DeviceType=PPC&Cmd=SmartReply&AttachmentName=5%253a1%2F0%20%C3%BC&CollectionId=5"
                   "&ItemId=5%3A17&LongId=RgAAAA%3D%3D&Occurrence=20080601T120000Z&SaveInSent=T");
    const auto again = eas::parse_target(plain);
    REQUIRE(again.has_value());
    CHECK(in_words(*again) == words);
    REQUIRE(eas::find_parameter(*again, "itemid") != nullptr);
    CHECK(*eas::find_parameter(*again, "itemid") == "5:17");
    CHECK(eas::find_parameter(*again, "Cmd") == nullptr);
}

TEST_CASE("a base64 query that ends inside a field is none")
{
    // 12.1, ItemOperations, 0x0409, device AB, no key, PPC; AcceptMultiPart; AttachmentName a/b.
    const std::string whole = bytes("79 13 0904 02 4142 00 03 505043 07 01 02 00 03 612F62");
    const auto is_query = [&](std::size_t length) {
        const auto line = eas::parse_target("/x?" + base64_encode(whole.substr(0, length)));
        return line && line->is_base64;
    };
    for (std::size_t length = 0; length <= whole.size(); ++length)
        CHECK(is_query(length) == (length == 12 || length == 15 || length == 20));
    const auto line = eas::parse_target("/x?" + base64_encode(whole));
    REQUIRE(line.has_value());
    CHECK(line->accepts_multipart);
    CHECK(in_words(*line) == "AttachmentName=a/b");
    CHECK(eas::base64_target("/x", *line) != "/x?" + base64_encode(whole)); // The options stand last here.
    CHECK(eas::parse_target(eas::base64_target("/x", *line))->accepts_multipart);
}

TEST_CASE("the base64 queries of the samples say what is known of them, and say it again when written")
{
    if (!wire_samples()) {
        MESSAGE("skipped: the folder with the samples is not there");
        return;
    }
    std::istringstream table(content_of_sample("uri_base64.tsv"));
    std::string row;
    std::getline(table, row);
    int rows = 0;
    while (std::getline(table, row)) {
        std::vector<std::string> columns;
        std::istringstream cells(row);
        for (std::string cell; std::getline(cells, cell, '\t');)
            columns.push_back(cell);
        REQUIRE(columns.size() >= 8);
        CAPTURE(columns[0]);
        const eas::RequestLine line = parsed(columns[0]);
        CHECK(fmt::format("{}.{}", line.version_code / 10, line.version_code % 10) == columns[1]);
        CHECK(eas::to_string(line.command.value()) == columns[2]);
        CHECK(std::to_string(line.locale) == columns[3]);
        const std::string device =
            line.device_id_as_bytes ? from_hex(line.device_id).value() : line.device_id;
        CHECK(device == from_hex(columns[4]).value());
        CHECK((line.policy_key ? std::to_string(*line.policy_key) : "") == columns[5]);
        CHECK(line.device_type == columns[6]);
        const eas::RequestLine again = parsed(eas::base64_target("", line).substr(1));
        CHECK(in_words(again) == in_words(line));
        CHECK(again.device_id == line.device_id);
        CHECK(again.policy_key == line.policy_key);
        // An Options byte without a bit says nothing and is not written; the others come back byte for byte.
        if (columns[7] != "Options=0")
            CHECK(eas::base64_target("", line) == "?" + columns[0]);
        ++rows;
    }
    CHECK(rows == 3);
}
