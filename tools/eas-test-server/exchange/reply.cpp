#include "tools/eas-test-server/exchange/reply.h"

#include "protocol/wbxml/encoder.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace easprobe::test_server {

http::Response wbxml_reply(const pugi::xml_document& document)
{
    auto body = wbxml::encode(document);
    if (!body)
        return page_reply(500, reason_of(500), wbxml::describe(body.error().code));
    http::Response response = empty_reply();
    response.headers.push_back({"Content-Type", "application/vnd.ms-sync.wbxml"});
    response.body = std::move(*body);
    return response;
}

http::Response empty_reply()
{
    return {200, "OK", {}, {}};
}

http::Response page_reply(int status, std::string_view reason, std::string_view sentence)
{
    http::Response response{status, std::string(reason), {{"Content-Type", "text/html"}}, {}};
    response.body =
        fmt::format("<html><head><title>{0}</title></head><body><h1>{0}</h1><p>{1}</p></body></html>\r\n",
                    reason, sentence);
    return response;
}

std::string_view reason_of(int status)
{
    struct Reason {
        int status;
        std::string_view text;
    };
    constexpr std::array reasons = {
        Reason{200, "OK"},
        Reason{301, "Moved Permanently"},
        Reason{302, "Found"},
        Reason{307, "Temporary Redirect"},
        Reason{400, "Bad Request"},
        Reason{401, "Unauthorized"},
        Reason{403, "Forbidden"},
        Reason{404, "Not Found"},
        Reason{405, "Method Not Allowed"},
        Reason{411, "Length Required"},
        Reason{413, "Request Entity Too Large"},
        Reason{449, "Retry after sending a PROVISION command"},
        Reason{451, "Redirect"},
        Reason{456, "Blocked"},
        Reason{457, "Password expired"},
        Reason{500, "Internal Server Error"},
        Reason{501, "Not Implemented"},
        Reason{502, "Bad Gateway"},
        Reason{503, "Service Unavailable"},
        Reason{505, "HTTP Version Not Supported"},
        Reason{507, "Insufficient Storage"},
    };
    const auto* const found = std::ranges::find(reasons, status, &Reason::status);
    return found == reasons.end() ? std::string_view("Error") : found->text;
}

pugi::xml_node append_root(pugi::xml_document& document, const char* name, const char* name_space)
{
    pugi::xml_node root = document.append_child(name);
    root.append_attribute("xmlns").set_value(name_space);
    return root;
}

void append_text(pugi::xml_node parent, const char* name, std::string_view value)
{
    parent.append_child(name).text().set(std::string(value).c_str());
}

void append_number(pugi::xml_node parent, const char* name, long long value)
{
    parent.append_child(name).text().set(value);
}

} // namespace easprobe::test_server
