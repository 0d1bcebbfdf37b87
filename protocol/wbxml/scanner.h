#pragma once

#include "protocol/wbxml/error.h"

#include <cstdint>
#include <optional>
#include <string_view>
#include <tl/expected.hpp>

namespace easprobe::wbxml {

// WBXML 1.3 (W3C NOTE-wbxml-19990624) 7.1: the global tokens.
namespace global {
inline constexpr std::uint8_t switch_page = 0x00;
inline constexpr std::uint8_t end = 0x01;
inline constexpr std::uint8_t str_i = 0x03;
inline constexpr std::uint8_t str_t = 0x83;
inline constexpr std::uint8_t opaque = 0xC3;
inline constexpr std::uint8_t content_bit = 0x40;
inline constexpr std::uint8_t attribute_bit = 0x80;
inline constexpr std::uint8_t identity_mask = 0x3F;
inline constexpr std::uint8_t first_identity = 0x05;
} // namespace global

/// `version publicid charset strtbl` (NOTE-wbxml 5.1), as ActiveSync has it (MS-ASWBXML 2.1.1).
struct Header {
    std::uint8_t version = 3;
    std::string_view string_table; ///< Empty from every ActiveSync server known.
    std::size_t length = 0;        ///< Of the whole header, in bytes.
};

/// One lexical piece of the body.
struct Piece {
    enum class Kind { SwitchPage, End, Tag, String, TableString, Opaque };
    Kind kind{};
    std::size_t offset = 0;    ///< Of its first byte.
    std::uint8_t page = 0;     ///< The code page in force: after the switch, for SwitchPage.
    std::uint8_t identity = 0; ///< Tag only.
    bool has_content = false;  ///< Tag only.
    std::string_view bytes;    ///< Content of String, TableString and Opaque, borrowed from the input.
};

/// Cuts a document into pieces, front to back, once; knows nothing of nesting. Every read is checked against
/// the end.
class Scanner {
  public:
    explicit Scanner(std::string_view document) : document_(document) {}

    tl::expected<Header, Error> header();

    bool at_end() const { return at_ == document_.size(); }
    std::size_t offset() const { return at_; }

    /// The next piece. Not to be called at the end.
    tl::expected<Piece, Error> next();

  private:
    tl::expected<std::uint32_t, Error> number();
    tl::expected<std::string_view, Error> string_until_zero(std::string_view from, std::size_t begin) const;
    tl::expected<Piece, Error> tag(Piece piece, std::uint8_t byte);
    tl::expected<Piece, Error> content(Piece piece, std::uint8_t byte);

    std::string_view document_;
    std::string_view string_table_;
    std::size_t at_ = 0;
    std::uint8_t page_ = 0;
};

} // namespace easprobe::wbxml
