#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace easprobe::wbxml {

/// The protocol versions that have a token, as bits.
enum Versions : std::uint8_t {
    v2_5 = 1,
    v12_0 = 2,
    v12_1 = 4,
    later = 8, ///< 14.0 and up.
    every = v2_5 | v12_0 | v12_1 | later,
    legacy = 16, ///< In no published table any more; old servers and clients use it.
};

constexpr Versions operator|(Versions left, Versions right)
{
    return static_cast<Versions>(static_cast<unsigned>(left) | static_cast<unsigned>(right));
}

struct Token {
    std::uint8_t page;
    std::uint8_t code; ///< The tag identity, 0x05 to 0x3F.
    const char* tag;
    /// With the namespace's prefix, "airsyncbase:Body": the tree's name where the root is on another page.
    const char* qualified_tag;
    Versions versions;
};

struct CodePage {
    const char* name;             ///< "AirSyncBase": the namespace of MS-ASWBXML 2.1.2.1.
    const char* prefix;           ///< "airsyncbase".
    const char* prefix_attribute; ///< "xmlns:airsyncbase".
};

inline constexpr std::uint8_t code_page_count = 26;

/// Page 0 to code_page_count - 1.
const CodePage& code_page(std::uint8_t page);

/// The page of a namespace name; a colon at its end is allowed ("AirSync:").
std::optional<std::uint8_t> find_code_page(std::string_view name);

/// Null when no table has it.
const Token* find_token(std::uint8_t page, std::uint8_t code);
const Token* find_token(std::uint8_t page, std::string_view tag);

std::span<const Token> all_tokens();

} // namespace easprobe::wbxml
