#include "tools/eas-test-server/exchange/autodiscover.h"

#include "protocol/eas/autodiscover.h"
#include "tools/eas-test-server/exchange/login.h"
#include "tools/eas-test-server/exchange/reply.h"

#include <pugixml.hpp>
#include <sstream>

namespace easprobe::test_server {

namespace {

constexpr const char* frame = "http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006";
constexpr const char* mobilesync =
    "http://schemas.microsoft.com/exchange/autodiscover/mobilesync/responseschema/2006";

bool asks_subdomain(const http::Request& request)
{
    const std::string* const host = http::find(request.headers, "Host");
    return host != nullptr && lower_case(*host).starts_with("autodiscover.");
}

/// The host that was redirected to is neither of the domain's two.
bool asks_the_server(const http::Request& request, const std::string& sync_url)
{
    const std::string* const host = http::find(request.headers, "Host");
    return host != nullptr && sync_url.find("://" + *host + "/") != std::string::npos;
}

bool answers_here(const http::Request& request, AutodiscoverAt place, const std::string& sync_url)
{
    switch (place) {
    case AutodiscoverAt::Domain:
        return !asks_subdomain(request) && !asks_the_server(request, sync_url);
    case AutodiscoverAt::Subdomain:
        return asks_subdomain(request);
    case AutodiscoverAt::Redirect:
        return asks_the_server(request, sync_url);
    case AutodiscoverAt::Nowhere:
        break;
    }
    return false;
}

std::string address_asked(const http::Request& request)
{
    pugi::xml_document question;
    question.load_buffer(request.body.data(), request.body.size());
    return question.child("Autodiscover").child("Request").child_value("EMailAddress");
}

void append_settings(pugi::xml_node action, const std::string& url)
{
    pugi::xml_node server = action.append_child("Settings").append_child("Server");
    append_text(server, "Type", "MobileSync");
    append_text(server, "Url", url);
    append_text(server, "Name", url);
}

void append_error(pugi::xml_node response, int number)
{
    const bool is_code = number >= 600;
    pugi::xml_node error = (is_code ? response : response.append_child("Action")).append_child("Error");
    append_number(error, is_code ? "ErrorCode" : "Status", number);
    append_text(error, "Message", "The request cannot be answered.");
    append_text(error, "DebugData", is_code ? "" : "MailUser");
}

http::Response xml_reply(const pugi::xml_document& document)
{
    std::ostringstream text;
    document.save(text, "", pugi::format_raw);
    return {200, "OK", {{"Content-Type", "text/xml; charset=utf-8"}}, text.str()};
}

} // namespace

bool is_autodiscover(std::string_view request_target)
{
    return lower_case(request_target.substr(0, request_target.find('?'))) == eas::autodiscover_path;
}

http::Response answer_autodiscover(const http::Request& request, AutodiscoverAt place, const FaultRule* fault,
                                   const std::string& sync_url)
{
    const auto has_fault = [fault](Fault wanted) { return fault != nullptr && fault->fault == wanted; };
    if (!answers_here(request, place, sync_url))
        return page_reply(404, reason_of(404), "There is nothing here.");
    pugi::xml_document document;
    pugi::xml_node response = append_root(document, "Autodiscover", frame).append_child("Response");
    response.append_attribute("xmlns").set_value(mobilesync);
    if (has_fault(Fault::AutodiscoverError)) {
        append_error(response, fault->status);
        return xml_reply(document);
    }
    append_text(response, "Culture", "en:us");
    append_text(response.append_child("User"), "EMailAddress", address_asked(request));
    pugi::xml_node action = response.append_child("Action");
    if (has_fault(Fault::AutodiscoverAddress))
        append_text(action, "Redirect", fault->location);
    else
        append_settings(action, has_fault(Fault::AutodiscoverUrl) ? fault->location : sync_url);
    return xml_reply(document);
}

http::Response answer_plain_autodiscover(const http::Request& request, AutodiscoverAt place,
                                         const std::string& sync_url)
{
    if (place != AutodiscoverAt::Redirect || !asks_subdomain(request))
        return page_reply(404, reason_of(404), "There is nothing here.");
    http::Response response = page_reply(302, reason_of(302), "This is elsewhere.");
    const auto path = sync_url.find('/', std::string_view("https://").size());
    response.headers.push_back({"Location", sync_url.substr(0, path) + std::string(eas::autodiscover_path)});
    return response;
}

} // namespace easprobe::test_server
