#include "protocol/wbxml/error.h"

#include <array>

namespace easprobe::wbxml {

namespace {

struct Words {
    ErrorCode code;
    std::string_view name;
    std::string_view description;
};

constexpr std::array all_words = {
    Words{ErrorCode::DocumentTooLarge, "document-too-large", "more bytes than are taken"},
    Words{ErrorCode::EndsEarly, "ends-early", "the bytes end before the document does"},
    Words{ErrorCode::UnsupportedVersion, "unsupported-version", "not a WBXML version of 1.1 to 1.3"},
    Words{ErrorCode::UnsupportedPublicId, "unsupported-public-id",
          "a public id other than 1, which ActiveSync uses"},
    Words{ErrorCode::UnsupportedCharset, "unsupported-charset", "a character set other than UTF-8"},
    Words{ErrorCode::NumberTooLarge, "number-too-large", "a multi-byte number of more than 32 bits"},
    Words{ErrorCode::LengthBeyondEnd, "length-beyond-end", "a length that reaches past the end"},
    Words{ErrorCode::TableIndexBeyondEnd, "table-index-beyond-end", "a reference outside the string table"},
    Words{ErrorCode::UnterminatedString, "unterminated-string", "a string without its closing zero byte"},
    Words{ErrorCode::TokenNotAllowed, "token-not-allowed", "a token that ActiveSync does not use"},
    Words{ErrorCode::AttributesNotAllowed, "attributes-not-allowed",
          "an element with attributes, which ActiveSync has none of"},
    Words{ErrorCode::TooDeep, "too-deep", "elements nested deeper than is taken"},
    Words{ErrorCode::TooManyElements, "too-many-elements", "more elements than are taken"},
    Words{ErrorCode::TooMuchText, "too-much-text", "more text than is taken"},
    Words{ErrorCode::TooMuchTableText, "too-much-table-text",
          "string table references that add up to too much text"},
    Words{ErrorCode::TextOutsideRoot, "text-outside-root", "text outside of the root element"},
    Words{ErrorCode::MixedContent, "mixed-content", "binary content beside elements"},
    Words{ErrorCode::EndWithoutElement, "end-without-element", "an END without an open element"},
    Words{ErrorCode::NoRoot, "no-root", "no root element"},
    Words{ErrorCode::BytesAfterRoot, "bytes-after-root", "bytes after the end of the root element"},
    Words{ErrorCode::UnknownNamespace, "unknown-namespace", "a namespace that is no code page"},
    Words{ErrorCode::UnknownTag, "unknown-tag", "a tag that its code page does not have"},
    Words{ErrorCode::UnknownAttribute, "unknown-attribute", "an attribute that WBXML cannot carry"},
    Words{ErrorCode::BadBase64, "bad-base64", "content that is marked base64 and is not"},
    Words{ErrorCode::BadUnknownToken, "bad-unknown-token",
          "an unknown token without a page and a token of 5 to 63"},
    Words{ErrorCode::NulInString, "nul-in-string", "a zero byte in a string, which would end it"},
};

const Words& words_of(ErrorCode code)
{
    return all_words.at(static_cast<std::size_t>(code));
}

constexpr bool in_order()
{
    for (std::size_t i = 0; i < all_words.size(); ++i)
        if (static_cast<std::size_t>(all_words[i].code) != i)
            return false;
    return all_words.size() == static_cast<std::size_t>(ErrorCode::NulInString) + 1;
}
static_assert(in_order(), "a row for each code, in the order of the codes");

} // namespace

std::string_view name_of(ErrorCode code)
{
    return words_of(code).name;
}

std::string_view describe(ErrorCode code)
{
    return words_of(code).description;
}

} // namespace easprobe::wbxml
