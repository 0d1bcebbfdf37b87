#include "protocol/wbxml/scanner.h"

namespace easprobe::wbxml {

namespace {

constexpr std::uint32_t unknown_public_id = 1;
constexpr std::uint32_t charset_utf8 = 106; // MIBenum.

tl::unexpected<Error> error(ErrorCode code, std::size_t offset)
{
    return tl::unexpected(Error{code, offset});
}

} // namespace

tl::expected<std::uint32_t, Error> Scanner::number()
{
    const std::size_t begin = at_;
    std::uint64_t value = 0;
    // mb_u_int32 (NOTE-wbxml 5.1): seven bits a byte, five bytes at most.
    for (int i = 0; i < 5; ++i) {
        if (at_end())
            return error(ErrorCode::EndsEarly, at_);
        const auto byte = static_cast<std::uint8_t>(document_[at_++]);
        value = value << 7 | (byte & 0x7fU);
        if ((byte & 0x80U) == 0)
            return value > 0xffffffffU
                       ? error(ErrorCode::NumberTooLarge, begin)
                       : tl::expected<std::uint32_t, Error>(static_cast<std::uint32_t>(value));
    }
    return error(ErrorCode::NumberTooLarge, begin);
}

tl::expected<Header, Error> Scanner::header()
{
    Header header;
    if (at_end())
        return error(ErrorCode::EndsEarly, at_);
    header.version = static_cast<std::uint8_t>(document_[at_]);
    if (header.version < 1 || header.version > 3)
        return error(ErrorCode::UnsupportedVersion, at_);
    ++at_;
    const std::size_t public_id_at = at_;
    const auto public_id = number();
    if (!public_id)
        return tl::unexpected(public_id.error());
    if (*public_id != unknown_public_id)
        return error(ErrorCode::UnsupportedPublicId, public_id_at);
    const std::size_t charset_at = at_;
    const auto charset = number();
    if (!charset)
        return tl::unexpected(charset.error());
    if (*charset != charset_utf8)
        return error(ErrorCode::UnsupportedCharset, charset_at);
    const std::size_t table_at = at_;
    const auto table_length = number();
    if (!table_length)
        return tl::unexpected(table_length.error());
    if (*table_length > document_.size() - at_)
        return error(ErrorCode::LengthBeyondEnd, table_at);
    string_table_ = document_.substr(at_, *table_length);
    at_ += *table_length;
    header.string_table = string_table_;
    header.length = at_;
    return header;
}

tl::expected<std::string_view, Error> Scanner::string_until_zero(std::string_view from,
                                                                 std::size_t begin) const
{
    const std::size_t zero = from.find('\0', begin);
    if (zero == std::string_view::npos)
        return error(ErrorCode::UnterminatedString, at_);
    return from.substr(begin, zero - begin);
}

tl::expected<Piece, Error> Scanner::tag(Piece piece, std::uint8_t byte)
{
    piece.kind = Piece::Kind::Tag;
    piece.identity = byte & global::identity_mask;
    piece.has_content = (byte & global::content_bit) != 0;
    if (piece.identity < global::first_identity)
        return error(ErrorCode::TokenNotAllowed, piece.offset);
    if ((byte & global::attribute_bit) != 0)
        return error(ErrorCode::AttributesNotAllowed, piece.offset);
    return piece;
}

tl::expected<Piece, Error> Scanner::content(Piece piece, std::uint8_t byte)
{
    if (byte == global::str_i) {
        piece.kind = Piece::Kind::String;
        const auto text = string_until_zero(document_, at_);
        if (!text)
            return tl::unexpected(Error{text.error().code, piece.offset});
        piece.bytes = *text;
        at_ += text->size() + 1;
        return piece;
    }
    const auto value = number();
    if (!value)
        return tl::unexpected(value.error());
    if (byte == global::str_t) {
        piece.kind = Piece::Kind::TableString;
        if (*value >= string_table_.size())
            return error(ErrorCode::TableIndexBeyondEnd, piece.offset);
        const auto text = string_until_zero(string_table_, *value);
        if (!text)
            return tl::unexpected(Error{text.error().code, piece.offset});
        piece.bytes = *text;
        return piece;
    }
    piece.kind = Piece::Kind::Opaque;
    if (*value > document_.size() - at_)
        return error(ErrorCode::LengthBeyondEnd, piece.offset);
    piece.bytes = document_.substr(at_, *value);
    at_ += *value;
    return piece;
}

tl::expected<Piece, Error> Scanner::next()
{
    Piece piece;
    piece.offset = at_;
    piece.page = page_;
    const auto byte = static_cast<std::uint8_t>(document_[at_++]);
    switch (byte) {
    case global::switch_page:
        if (at_end())
            return error(ErrorCode::EndsEarly, at_);
        page_ = static_cast<std::uint8_t>(document_[at_++]);
        piece.kind = Piece::Kind::SwitchPage;
        piece.page = page_;
        return piece;
    case global::end:
        piece.kind = Piece::Kind::End;
        return piece;
    case global::str_i:
    case global::str_t:
    case global::opaque:
        return content(piece, byte);
    default:
        return tag(piece, byte);
    }
}

} // namespace easprobe::wbxml
