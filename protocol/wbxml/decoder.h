#pragma once

#include "protocol/wbxml/error.h"

#include <cstddef>
#include <cstdint>
#include <pugixml.hpp>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

namespace easprobe::wbxml {

// The tree. The root carries its code page as default namespace and has its plain tag; an element of another
// page has the page's prefix, declared on the root: <Sync xmlns="AirSync" xmlns:airsyncbase="AirSyncBase">
// ... <airsyncbase:Body>. What XML cannot say is marked by attributes of wbxml_namespace, so that a tree goes
// back into the same bytes:
//   wbxml:opaque="text|base64"         the content came as OPAQUE, not as a string
//   wbxml:string="base64|empty"        a string that is no XML text; a string of no characters
//   <wbxml:unknown page="" token="">   a tag that no table has

inline constexpr const char* wbxml_namespace = "urn:easprobe:wbxml:1";

/// What is taken from bytes that anybody may have made.
struct Limits {
    std::size_t document_bytes = 64UL * 1024 * 1024;
    std::size_t depth = 100; ///< ActiveSync's own documents stay under 20.
    std::size_t elements = 1'000'000;
    std::size_t text_bytes = 64UL * 1024 * 1024;
    std::size_t table_text_bytes = 1024UL * 1024; ///< All expansions of string table references together.
};

struct UnknownToken {
    std::uint8_t page;
    std::uint8_t token;
    std::size_t offset; ///< Of its first occurrence.
};

struct Decoded {
    pugi::xml_document document;
    std::vector<UnknownToken> unknown_tokens; ///< Each once.
};

/// Reads a whole ActiveSync document (MS-ASWBXML 2.1) in one pass, in time and memory linear in its size.
tl::expected<Decoded, Error> decode(std::string_view bytes, const Limits& limits = {});

} // namespace easprobe::wbxml
