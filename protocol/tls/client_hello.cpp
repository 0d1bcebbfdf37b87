#include "protocol/tls/client_hello.h"

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace easprobe::tls {

namespace {

constexpr std::size_t most_suites = 1000;
constexpr std::size_t longest_name = 255;

void put8(std::string& out, std::size_t value)
{
    out += static_cast<char>(value & 0xff);
}

void put16(std::string& out, std::size_t value)
{
    put8(out, value >> 8);
    put8(out, value);
}

void put24(std::string& out, std::size_t value)
{
    put8(out, value >> 16);
    put16(out, value);
}

void put_random(std::string& out, const std::uint8_t* bytes, std::size_t count)
{
    for (std::size_t i = 0; i < count; ++i)
        put8(out, bytes[i]);
}

void put_extension(std::string& out, std::size_t type, std::string_view content)
{
    put16(out, type);
    put16(out, content.size());
    out += content;
}

/// RFC 6066 3: a list of one host_name.
std::string server_name_list(std::string_view name)
{
    std::string list;
    put16(list, name.size() + 3);
    put8(list, 0);
    put16(list, name.size());
    list += name;
    return list;
}

std::string vector_of(std::initializer_list<std::size_t> numbers)
{
    std::string list;
    put16(list, numbers.size() * 2);
    for (const std::size_t number : numbers)
        put16(list, number);
    return list;
}

std::string extensions_of(const ClientHello& hello)
{
    std::string extensions;
    if (!hello.server_name.empty())
        put_extension(extensions, 0,
                      server_name_list(std::string_view(hello.server_name).substr(0, longest_name)));
    if (hello.modern_extensions) {
        // x25519, secp256r1, secp384r1; uncompressed points (RFC 8422 5.1).
        put_extension(extensions, 10, vector_of({0x001d, 0x0017, 0x0018}));
        put_extension(extensions, 11, std::string_view("\1\0", 2));
        // RSA and ECDSA with SHA-256, SHA-384, SHA-512, SHA-1, and RSA-PSS (RFC 5246 7.4.1.4.1, RFC
        // 8446 4.2.3).
        put_extension(
            extensions, 13,
            vector_of({0x0403, 0x0401, 0x0503, 0x0501, 0x0603, 0x0601, 0x0804, 0x0805, 0x0203, 0x0201}));
    }
    return extensions;
}

/// RFC 5246 E.2: V2ClientHello; each suite is a cipher spec of three bytes, and the random a challenge of 16.
std::string encode_sslv2(const ClientHello& hello, std::size_t suites)
{
    constexpr std::size_t challenge = 16;
    std::string message;
    put8(message, 1);
    put16(message, hello.version);
    put16(message, suites * 3);
    put16(message, 0);
    put16(message, challenge);
    for (std::size_t i = 0; i < suites; ++i)
        put24(message, hello.suites[i]);
    put_random(message, hello.random.data() + (hello.random.size() - challenge), challenge);
    std::string record;
    put16(record, 0x8000 | message.size());
    return record + message;
}

} // namespace

std::string encode(const ClientHello& hello)
{
    const std::size_t suites = std::min(hello.suites.size(), most_suites);
    if (hello.sslv2_format)
        return encode_sslv2(hello, suites);

    std::string body;
    put16(body, hello.version);
    put_random(body, hello.random.data(), hello.random.size());
    put8(body, 0); // No session to resume.
    put16(body, suites * 2);
    for (std::size_t i = 0; i < suites; ++i)
        put16(body, hello.suites[i]);
    put16(body, 0x0100); // One compression method, null.
    const std::string extensions = extensions_of(hello);
    if (!extensions.empty()) {
        put16(body, extensions.size());
        body += extensions;
    }
    std::string record;
    put8(record, 22);
    put16(record, hello.record_version);
    put16(record, body.size() + 4);
    put8(record, 1);
    put24(record, body.size());
    return record + body;
}

} // namespace easprobe::tls
