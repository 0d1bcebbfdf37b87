#include "protocol/wbxml/dump.h"

#include "protocol/text/hex.h"
#include "protocol/text/printable.h"
#include "protocol/wbxml/code_pages.h"
#include "protocol/wbxml/decoder.h"
#include "protocol/wbxml/scanner.h"

#include <algorithm>
#include <fmt/format.h>

namespace easprobe::wbxml {

namespace {

constexpr std::size_t shown_bytes = 8; ///< Of each piece, in hexadecimal.

std::string page_name(std::uint8_t page)
{
    return page < code_page_count ? code_page(page).name : "in no table";
}

std::string meaning_of(const Piece& piece)
{
    switch (piece.kind) {
    case Piece::Kind::SwitchPage:
        return fmt::format("SWITCH_PAGE {} {}", piece.page, page_name(piece.page));
    case Piece::Kind::End:
        return "END";
    case Piece::Kind::Tag: {
        const Token* token = find_token(piece.page, piece.identity);
        const std::string name = token != nullptr
                                     ? fmt::format("{}:{}", page_name(piece.page), token->tag)
                                     : fmt::format("{}:0x{:02X}, in no table", piece.page, piece.identity);
        return fmt::format("<{}{}>", name, piece.has_content ? "" : "/");
    }
    case Piece::Kind::String:
        return fmt::format("STR_I \"{}\"", printable(piece.bytes, 100));
    case Piece::Kind::TableString:
        return fmt::format("STR_T \"{}\"", printable(piece.bytes, 100));
    case Piece::Kind::Opaque:
        return fmt::format("OPAQUE {} bytes \"{}\"", piece.bytes.size(), printable(piece.bytes, 100));
    }
    return {};
}

std::string line_of(std::string_view document, std::size_t offset, std::size_t length, std::size_t depth,
                    const std::string& meaning)
{
    std::string hex;
    for (const char byte : document.substr(offset, std::min(length, shown_bytes)))
        hex += to_hex({&byte, 1}) + ' ';
    if (length > shown_bytes)
        hex += "..";
    return fmt::format("{:08X}  {:<26}  {:{}}{}\n", offset, hex, "", depth * 2, meaning);
}

} // namespace

std::string dump(std::string_view bytes)
{
    std::string text;
    Scanner scanner(bytes);
    const auto header = scanner.header();
    if (header)
        text += line_of(bytes, 0, header->length, 0,
                        fmt::format("WBXML 1.{}, public id 1, UTF-8, string table of {} bytes",
                                    header->version, header->string_table.size()));
    std::size_t depth = 0;
    const std::size_t deepest = Limits{}.depth;
    while (header && !scanner.at_end()) {
        const auto piece = scanner.next();
        if (!piece)
            break;
        if (piece->kind == Piece::Kind::End && depth > 0)
            --depth;
        text += line_of(bytes, piece->offset, scanner.offset() - piece->offset, std::min(depth, deepest),
                        meaning_of(*piece));
        if (piece->kind == Piece::Kind::Tag && piece->has_content)
            ++depth;
    }
    const auto decoded = decode(bytes);
    if (!decoded)
        text += fmt::format("{:08X}  fault: {} ({})\n", decoded.error().offset,
                            describe(decoded.error().code), name_of(decoded.error().code));
    return text;
}

} // namespace easprobe::wbxml
