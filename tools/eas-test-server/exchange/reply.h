#pragma once

#include "protocol/http/message.h"

#include <pugixml.hpp>
#include <string>
#include <string_view>

namespace easprobe::test_server {

/// 200 with a WBXML body; 500 where the tree has no WBXML form, which a device can bring about by storing
/// elements that no code page has.
http::Response wbxml_reply(const pugi::xml_document& document);

/// 200 with no body: "nothing to say" (MS-ASHTTP 2.2.2).
http::Response empty_reply();

/// A short HTML page under any status.
http::Response page_reply(int status, std::string_view reason, std::string_view sentence);

/// The reason phrase IIS sends with a status; "Error" for one it does not know.
std::string_view reason_of(int status);

/// The root element of a reply, with its code page as default namespace.
pugi::xml_node append_root(pugi::xml_document& document, const char* name, const char* name_space);

/// `<name>value</name>`.
void append_text(pugi::xml_node parent, const char* name, std::string_view value);
void append_number(pugi::xml_node parent, const char* name, long long value);

} // namespace easprobe::test_server
