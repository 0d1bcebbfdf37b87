#include "tools/eas-test-server/wire/content.h"

#include <algorithm>
#include <cstdint>
#include <fmt/format.h>

namespace easprobe::test_server {

namespace {

std::uint32_t crc32(std::string_view bytes)
{
    constexpr std::uint32_t polynomial = 0xEDB88320U;
    std::uint32_t crc = 0xFFFFFFFFU;
    for (const char c : bytes) {
        crc ^= static_cast<unsigned char>(c);
        for (int bit = 0; bit < 8; ++bit)
            crc = (crc >> 1U) ^ ((crc & 1U) != 0 ? polynomial : 0U);
    }
    return ~crc;
}

/// Little end first.
void append(std::string& bytes, std::uint32_t number, int count)
{
    for (int i = 0; i < count; ++i)
        bytes += static_cast<char>((number >> static_cast<unsigned>(8 * i)) & 0xFFU);
}

} // namespace

std::string as_gzip(std::string_view bytes)
{
    constexpr std::size_t largest_block = 0xFFFF;
    std::string gzip("\x1F\x8B\x08\0\0\0\0\0\0\xFF", 10);
    for (std::size_t at = 0; at == 0 || at < bytes.size(); at += largest_block) {
        const std::string_view block = bytes.substr(at, largest_block);
        const auto length = static_cast<std::uint32_t>(block.size());
        gzip += at + block.size() == bytes.size() ? '\1' : '\0'; // A stored block, the last one or not.
        append(gzip, length, 2);
        append(gzip, ~length, 2);
        gzip += block;
    }
    append(gzip, crc32(bytes), 4);
    append(gzip, static_cast<std::uint32_t>(bytes.size()), 4);
    return gzip;
}

std::string as_chunks(std::string_view bytes)
{
    constexpr std::size_t largest_chunk = 100;
    std::string chunks;
    for (std::size_t at = 0; at < bytes.size(); at += largest_chunk) {
        const std::string_view chunk = bytes.substr(at, largest_chunk);
        chunks += fmt::format("{:X};part=yes\r\n{}\r\n", chunk.size(), chunk);
    }
    return chunks + "0\r\nX-Trailer: skipped\r\n\r\n";
}

} // namespace easprobe::test_server
