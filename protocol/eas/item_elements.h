#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace easprobe::eas {

/// What the text of an element is (MS-ASDTYPE 2).
enum class ValueKind : std::uint8_t {
    Text,        ///< Anything.
    Number,      ///< Digits alone, within a range.
    Boolean,     ///< "0" or "1" (MS-ASDTYPE 2.1).
    DateTime,    ///< "2008-06-01T12:00:00.000Z" (MS-ASDTYPE 2.7.2).
    CompactDate, ///< "20080601T120000Z" (MS-ASDTYPE 2.7.3).
    EitherDate,  ///< Of either form: the documents differ.
    Base64,      ///< A picture.
    Container,   ///< Elements alone.
};

/// An element of an item: of Email, Calendar, Contacts, Contacts2, Tasks or AirSyncBase.
struct ItemElement {
    std::uint8_t page;
    std::string_view tag;
    ValueKind kind;
    std::uint32_t least; ///< Of a Number.
    std::uint32_t most;
};

/// Null for what is text, and for what is no element of an item. The versions that have it are the token's
/// (protocol/wbxml/tokens.inc).
const ItemElement* find_item_element(std::uint8_t page, std::string_view tag);

/// What is wrong with the text of such an element, in words that follow its name; empty when nothing is.
std::string fault_of_value(const ItemElement& element, std::string_view text);

} // namespace easprobe::eas
