#pragma once

#include <optional>
#include <pugixml.hpp>
#include <string>
#include <string_view>

namespace easprobe::eas {

/// What a reply lacks or holds that makes it unreadable for its command.
struct Malformed {
    std::string what; ///< In words, with the path of the element meant.
};

/// A document whose root is on that code page: <tag xmlns="page">.
pugi::xml_document make_body(const char* page, const char* tag);

/// A new last child; a prefix in its name must be declared.
pugi::xml_node add(pugi::xml_node parent, const char* name);
pugi::xml_node add(pugi::xml_node parent, const char* name, std::string_view text);
pugi::xml_node add(pugi::xml_node parent, const char* name, int number);

/// Declares a code page's prefix on the root: declare(document, "xmlns:airsync", "AirSync").
void declare(pugi::xml_document& document, const char* attribute, const char* page);

/// A Status or count: digits only, up to nine of them.
std::optional<int> number_of(pugi::xml_node element);

/// A SyncKey, PolicyKey, ServerId or other opaque string, as it stands.
std::string string_of(pugi::xml_node element);

/// The bytes that go on the wire. Only for trees of our own making, which always encode.
std::string to_wire(const pugi::xml_document& body);

} // namespace easprobe::eas
