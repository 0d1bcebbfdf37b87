// Cabinets as hostile bytes, and as a phone's provisioning needs them.
#include "protocol/text/hex.h"
#include "protocol/wap/cabinet.h"

#include <doctest/doctest.h>
#include <utility>

using namespace easprobe;

namespace {

std::string written(std::string_view content)
{
    auto cabinet = wap::write_cabinet(wap::setup_document, content);
    REQUIRE_MESSAGE(cabinet.has_value(), (cabinet ? "" : cabinet.error().what));
    return std::move(*cabinet);
}

std::string error_of(const std::string& cabinet, std::string_view name = wap::setup_document)
{
    const auto content = wap::read_from_cabinet(cabinet, name);
    REQUIRE_FALSE(content.has_value());
    return content.error().what;
}

/// The cabinet of the word "text" with bytes at an offset replaced.
std::string spoilt(std::size_t offset, std::string_view hex)
{
    std::string cabinet = written("text");
    const std::string bytes = *from_hex(hex);
    return cabinet.replace(offset, bytes.size(), bytes);
}

// Where things are in a cabinet with one folder and one file (MS-CAB 2.1 to 2.4).
constexpr std::size_t files_in_header = 28;
constexpr std::size_t flags_in_header = 30;
constexpr std::size_t offset_of_blocks = 36;
constexpr std::size_t compression_of_folder = 42;
constexpr std::size_t size_of_file = 44;
constexpr std::size_t folder_of_file = 52;
constexpr std::size_t name_of_file = 60;
constexpr std::size_t checksum_of_block = 71;
constexpr std::size_t sizes_of_block = 75;

} // namespace

TEST_CASE("a cabinet is the bytes that MS-CAB says, stored and dated 1 January 2008, whenever it is made")
{
    const std::string expected =
        "4D534346 00000000 53000000 00000000 2C000000 00000000 03 01 0100 0100 0000 0000 0000"
        "47000000 0100 0000"
        "04000000 00000000 0000 2138 0000 2000 5F73657475702E786D6C 00"
        "70617C74 0400 0400 74657874";
    std::string cabinet = written("text");
    CHECK(cabinet.size() == 0x53);
    // The checksum has a test of its own below: what is changed under it is noticed.
    cabinet.replace(checksum_of_block, 4, from_hex("70617C74").value());
    CHECK(to_hex(cabinet) == to_hex(from_hex(expected).value()));
    CHECK(written("text") == written("text"));
}

TEST_CASE("what goes into a cabinet comes out of it, whatever its size")
{
    std::string content;
    for (std::size_t i = 0; i < 70'000; ++i)
        content += static_cast<char>('a' + i % 26);
    for (const std::size_t size : {0U, 1U, 32'767U, 32'768U, 32'769U, 70'000U}) {
        CAPTURE(size);
        const auto again = wap::read_from_cabinet(written(content.substr(0, size)), "_SETUP.XML");
        REQUIRE(again.has_value());
        CHECK(*again == content.substr(0, size));
    }
}

TEST_CASE("a cabinet packed with MSZIP, as makecab packs it, is read")
{
    // Made by `gcab -cz`: "hello hello hello".
    const auto cabinet = from_hex(
        "4d534346000000005b000000000000002c000000000000000301010001000000000000004700000001000100110000000000"
        "00000000785db6a520005f73657475702e786d6c004ac2831f0c001100434bcb48cdc9c957c8409000");
    REQUIRE(cabinet.has_value());
    const auto content = wap::read_from_cabinet(*cabinet, wap::setup_document);
    REQUIRE_MESSAGE(content.has_value(), (content ? "" : content.error().what));
    CHECK(*content == "hello hello hello");
}

TEST_CASE("a cabinet that lies about itself is refused before anything is unpacked")
{
    CHECK(error_of("MSCF") == "the cabinet is cut short");
    CHECK(error_of("no cabinet") == "the cabinet does not begin with MSCF");
    for (std::size_t size = 4; size < 0x53; ++size)
        CHECK_FALSE(wap::read_from_cabinet(written("text").substr(0, size), wap::setup_document).has_value());
    CHECK(error_of(written("text"), "other.xml") ==
          "the cabinet has no file 'other.xml'; there are: _setup.xml");
    CHECK(error_of(spoilt(files_in_header, "FFFF")) == "the cabinet has more than 16 folders or 64 files");
    CHECK(error_of(spoilt(flags_in_header, "0100")) == "the cabinet is one of a set of cabinets");
    CHECK(error_of(spoilt(offset_of_blocks, "FFFFFF00")) == "the cabinet points beyond its end");
    CHECK(error_of(spoilt(compression_of_folder, "0315")) ==
          "the cabinet has a folder compressed with LZX; stored and MSZIP ones are read");
    CHECK(error_of(spoilt(size_of_file, "05000000")) ==
          "the cabinet has a file '_setup.xml' that is not inside of a folder");
    CHECK(error_of(spoilt(folder_of_file, "0100")) ==
          "the cabinet has a file '_setup.xml' that is not inside of a folder");
    CHECK(error_of(spoilt(sizes_of_block, "04000500")) == "the cabinet has a data block of impossible size");
    CHECK(error_of(spoilt(sizes_of_block, "04000000")) == "the cabinet has a data block of impossible size");
    CHECK(error_of(spoilt(name_of_file, "41")) ==
          "the cabinet has no file '_setup.xml'; there are: Asetup.xml");
}

TEST_CASE("a cabinet with two files of one name is refused, and the entries behind the first are looked at")
{
    std::string cabinet = written("text");
    // The one file's entry once more behind itself, and its name in capitals; everything behind moves on.
    const std::size_t entry = size_of_file;
    const std::size_t length = 16 + std::string("_setup.xml").size() + 1;
    std::string second = cabinet.substr(entry, length);
    second.replace(16, 10, "_SETUP.XML");
    cabinet.insert(entry + length, second);
    cabinet[files_in_header] = 2;
    cabinet[offset_of_blocks] = static_cast<char>(cabinet[offset_of_blocks] + static_cast<char>(length));
    constexpr std::size_t size_in_header = 8;
    cabinet[size_in_header] = static_cast<char>(cabinet[size_in_header] + static_cast<char>(length));
    CHECK(error_of(cabinet) == "the cabinet has two files '_SETUP.XML'");
}

TEST_CASE("a cabinet whose content was changed on the way is refused")
{
    std::string cabinet = written("text");
    cabinet.back() = 'T';
    CHECK(error_of(cabinet).starts_with("libgcab: "));
}
