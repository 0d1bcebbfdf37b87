#include "protocol/wbxml/libwbxml_engine.h"

#include "protocol/engine/engine_library.h"
#include "protocol/wbxml/decoder.h"
#include "protocol/wbxml/libwbxml_conversions.h"

#include <algorithm>
#include <fmt/format.h>
#include <iterator>

namespace easprobe::wbxml::libwbxml {

namespace {

/// libwbxml looks for a place among siblings one by one: 160,000 of them take it half a minute.
constexpr std::ptrdiff_t most_siblings = 5000;

struct SiblingCounter final : pugi::xml_tree_walker {
    bool for_each(pugi::xml_node& node) override
    {
        return std::distance(node.begin(), node.end()) <= most_siblings;
    }
};

tl::expected<const Conversions*, Error> conversions()
{
    static const auto function = engine_function(conversions_library, conversions_symbol);
    if (!function)
        return tl::unexpected(
            Error{0, "not installed completely: libwbxml is not at hand: " + function.error(), true});
    return reinterpret_cast<decltype(&easprobe_libwbxml_conversions)>(*function)();
}

} // namespace

std::string describe(const Error& error)
{
    return error.code == 0 ? error.what : fmt::format("{} (libwbxml error {})", error.what, error.code);
}

tl::expected<std::string, Error> decode_to_xml(std::string_view bytes)
{
    auto decoded = decode(bytes);
    if (!decoded)
        return tl::unexpected(
            Error{0, fmt::format("kept from libwbxml: {} at byte {}", wbxml::describe(decoded.error().code),
                                 decoded.error().offset)});
    SiblingCounter counter;
    if (!decoded->document.traverse(counter))
        return tl::unexpected(Error{0, "kept from libwbxml: more than 5000 elements side by side"});

    return conversions().and_then([&](const Conversions* libwbxml) { return libwbxml->to_xml(bytes); });
}

tl::expected<std::string, Error> encode_from_xml(std::string_view xml)
{
    return conversions().and_then([&](const Conversions* libwbxml) { return libwbxml->to_wbxml(xml); });
}

} // namespace easprobe::wbxml::libwbxml
