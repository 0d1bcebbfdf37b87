#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace easprobe::wbxml {

enum class ErrorCode : std::uint8_t {
    // What the decoder refuses.
    DocumentTooLarge,
    EndsEarly,           ///< The bytes end inside a token or an open element.
    UnsupportedVersion,  ///< Not WBXML 1.1 to 1.3.
    UnsupportedPublicId, ///< Not 1, "unknown" (MS-ASWBXML 2.1.1).
    UnsupportedCharset,  ///< Not UTF-8, MIBenum 106 (MS-ASWBXML 2.1.1).
    NumberTooLarge,      ///< A multi-byte integer over 32 bits.
    LengthBeyondEnd,     ///< A string table or opaque longer than what is left.
    TableIndexBeyondEnd, ///< A string reference outside the string table.
    UnterminatedString,
    TokenNotAllowed, ///< ENTITY, LITERAL, EXT or PI: ActiveSync has none of them (MS-ASWBXML 2.1.2).
    AttributesNotAllowed,
    TooDeep,
    TooManyElements,
    TooMuchText,
    TooMuchTableText, ///< String table references that add up to more than we expand.
    TextOutsideRoot,
    MixedContent, ///< Text beside elements in one element, of a kind that the tree cannot keep.
    EndWithoutElement,
    NoRoot,
    BytesAfterRoot,
    // What the encoder refuses.
    UnknownNamespace,
    UnknownTag,
    UnknownAttribute,
    BadBase64,
    BadUnknownToken,
    NulInString,
};

/// A kebab-case word for programs: "bytes-after-root".
std::string_view name_of(ErrorCode code);

/// A sentence part for people: "bytes after the end of the root element".
std::string_view describe(ErrorCode code);

/// Why bytes are no ActiveSync WBXML.
struct Error {
    ErrorCode code;
    std::size_t offset; ///< Of the byte at which it shows, from 0.
};

/// Why a tree cannot be put into WBXML.
struct EncodeError {
    ErrorCode code;
    std::string path; ///< Of the element: "/Sync/Collections/Collection".
};

} // namespace easprobe::wbxml
