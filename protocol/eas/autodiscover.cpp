#include "protocol/eas/autodiscover.h"

#include "protocol/text/ascii.h"

#include <algorithm>
#include <fmt/format.h>
#include <sstream>

namespace easprobe::eas {

namespace {

constexpr std::size_t most_bytes = 256UL * 1024;

constexpr const char* request_schema =
    "http://schemas.microsoft.com/exchange/autodiscover/mobilesync/requestschema/2006";
constexpr const char* response_schema =
    "http://schemas.microsoft.com/exchange/autodiscover/mobilesync/responseschema/2006";

std::string_view local_name(pugi::xml_node element)
{
    const std::string_view name = element.name();
    const auto colon = name.find(':');
    return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

/// The first child of that name, whatever its prefix.
pugi::xml_node child(pugi::xml_node parent, std::string_view name)
{
    return parent.find_child([name](pugi::xml_node element) { return local_name(element) == name; });
}

std::string text_of(pugi::xml_node parent, std::string_view name)
{
    return std::string(trim(child(parent, name).child_value()));
}

std::string mobilesync_url(pugi::xml_node settings)
{
    for (const pugi::xml_node server : settings.children())
        if (local_name(server) == "Server" && equal_ignoring_case(text_of(server, "Type"), "MobileSync"))
            return text_of(server, "Url");
    return {};
}

AutodiscoverError error_of(pugi::xml_node error)
{
    return {number_of(child(error, "Status")), number_of(child(error, "ErrorCode")),
            text_of(error, "Message"), text_of(error, "DebugData")};
}

tl::expected<AutodiscoverReply, Malformed> read_response(pugi::xml_node response)
{
    AutodiscoverReply reply;
    if (const pugi::xml_node error = child(response, "Error")) {
        reply.error = error_of(error);
        return reply;
    }
    const pugi::xml_node action = child(response, "Action");
    if (action.empty())
        return tl::unexpected(Malformed{child(response, "Account").empty()
                                            ? "neither Action nor Error in Response"
                                            : "a Response of the schema for Outlook, not for handsets"});
    if (const pugi::xml_node error = child(action, "Error")) {
        reply.error = error_of(error);
        return reply;
    }
    reply.redirect_address = text_of(action, "Redirect");
    reply.url = mobilesync_url(child(action, "Settings"));
    if (reply.redirect_address.empty() && reply.url.empty())
        return tl::unexpected(Malformed{"no Url of a Server of Type MobileSync"});
    return reply;
}

} // namespace

std::string make_autodiscover(std::string_view address)
{
    pugi::xml_document document;
    pugi::xml_node declaration = document.append_child(pugi::node_declaration);
    declaration.append_attribute("version").set_value("1.0");
    declaration.append_attribute("encoding").set_value("utf-8");
    const pugi::xml_node root = add(document, "Autodiscover");
    pugi::xml_node(root).append_attribute("xmlns").set_value(request_schema);
    const pugi::xml_node request = add(root, "Request");
    add(request, "EMailAddress", address);
    add(request, "AcceptableResponseSchema", response_schema);
    std::ostringstream text;
    document.save(text, "", pugi::format_raw, pugi::encoding_utf8);
    return text.str();
}

tl::expected<AutodiscoverReply, Malformed> read_autodiscover(std::string_view xml)
{
    if (xml.size() > most_bytes)
        return tl::unexpected(Malformed{"more than 256 KiB"});
    pugi::xml_document document;
    const pugi::xml_parse_result result = document.load_buffer(xml.data(), xml.size());
    if (!result) {
        const auto end = xml.begin() + std::clamp<std::ptrdiff_t>(result.offset, 0, std::ssize(xml));
        return tl::unexpected(Malformed{fmt::format("no XML: {} in line {}", result.description(),
                                                    std::count(xml.begin(), end, '\n') + 1)});
    }
    const pugi::xml_node root = document.document_element();
    if (local_name(root) != "Autodiscover")
        return tl::unexpected(Malformed{"no element Autodiscover at the top"});
    const pugi::xml_node response = child(root, "Response");
    if (response.empty())
        return tl::unexpected(Malformed{"no Response in Autodiscover"});
    return read_response(response);
}

} // namespace easprobe::eas
