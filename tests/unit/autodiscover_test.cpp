// The request and the answers of Autodiscover, apart from any host.
#include "protocol/eas/autodiscover.h"

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <pugixml.hpp>

using namespace easprobe;

namespace {

std::string response(const std::string& inside)
{
    return fmt::format(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
        "<Autodiscover xmlns=\"http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006\">"
        "<Response xmlns=\"http://schemas.microsoft.com/exchange/autodiscover/mobilesync/"
        "responseschema/2006\">{}</Response></Autodiscover>",
        inside);
}

std::string fault_of(const std::string& xml)
{
    const auto reply = eas::read_autodiscover(xml);
    REQUIRE_FALSE(reply.has_value());
    return reply.error().what;
}

} // namespace

TEST_CASE("the request names the address, the schema of the request and that of the answer")
{
    const std::string text = eas::make_autodiscover("al&ice@example.test");
    pugi::xml_document request;
    REQUIRE(request.load_buffer(text.data(), text.size()));
    CHECK(text.starts_with("<?xml version=\"1.0\" encoding=\"utf-8\"?>"));
    const pugi::xml_node root = request.document_element();
    CHECK(std::string(root.name()) == "Autodiscover");
    CHECK(std::string(root.attribute("xmlns").value()) ==
          "http://schemas.microsoft.com/exchange/autodiscover/mobilesync/requestschema/2006");
    CHECK(std::string(root.child("Request").child_value("EMailAddress")) == "al&ice@example.test");
    CHECK(std::string(root.child("Request").child_value("AcceptableResponseSchema")) ==
          "http://schemas.microsoft.com/exchange/autodiscover/mobilesync/responseschema/2006");
}

TEST_CASE("settings name the address of the server of Type MobileSync, whatever else there is")
{
    const auto reply = eas::read_autodiscover(response(
        "<Culture>en:us</Culture><Action><Settings>"
        "<Server><Type>CertEnroll</Type><Url>https://cert.example.test/</Url></Server>"
        "<Server><Type>MobileSync</Type><Url> https://eas.example.test/Microsoft-Server-ActiveSync\n</Url>"
        "</Server></Settings></Action>"));
    REQUIRE(reply.has_value());
    CHECK(reply->url == "https://eas.example.test/Microsoft-Server-ActiveSync");
    CHECK(reply->redirect_address.empty());
    CHECK_FALSE(reply->error.has_value());
}

TEST_CASE("an answer may send the phone to another address")
{
    const auto reply =
        eas::read_autodiscover(response("<Action><Redirect>bob@example.test</Redirect></Action>"));
    REQUIRE(reply.has_value());
    CHECK(reply->redirect_address == "bob@example.test");
    CHECK(reply->url.empty());
}

TEST_CASE("an error has a Status, or an ErrorCode where no provider was found")
{
    const auto status = eas::read_autodiscover(
        response("<Action><Error><Status>2</Status><Message>No "
                 "directory</Message><DebugData>MailUser</DebugData></Error></Action>"));
    REQUIRE(status.has_value());
    REQUIRE(status->error.has_value());
    CHECK(status->error->status == 2);
    CHECK_FALSE(status->error->error_code.has_value());
    CHECK(status->error->message == "No directory");
    CHECK(status->error->debug_data == "MailUser");

    const auto code = eas::read_autodiscover(response(
        "<Error Time=\"16:56:32\" Id=\"1\"><ErrorCode>600</ErrorCode><Message/><DebugData/></Error>"));
    REQUIRE(code.has_value());
    REQUIRE(code->error.has_value());
    CHECK(code->error->error_code == 600);
    CHECK_FALSE(code->error->status.has_value());
}

TEST_CASE("prefixes of names do not matter")
{
    const auto reply =
        eas::read_autodiscover("<a:Autodiscover xmlns:a=\"x\"><a:Response><a:Action>"
                               "<a:Redirect>bob@example.test</a:Redirect></a:Action></a:Response>"
                               "</a:Autodiscover>");
    REQUIRE(reply.has_value());
    CHECK(reply->redirect_address == "bob@example.test");
}

TEST_CASE("what is no answer of Autodiscover is refused with the reason")
{
    CHECK(fault_of("").find("no XML") == 0);
    CHECK(fault_of("<Autodiscover>\n\n<Response>") == "no XML: Start-end tags mismatch in line 3");
    CHECK(fault_of("<html/>") == "no element Autodiscover at the top");
    CHECK(fault_of("<Autodiscover/>") == "no Response in Autodiscover");
    CHECK(fault_of(response("")) == "neither Action nor Error in Response");
    CHECK(fault_of(response("<Account/>")) == "a Response of the schema for Outlook, not for handsets");
    CHECK(fault_of(response("<Action/>")) == "no Url of a Server of Type MobileSync");
    CHECK(
        fault_of(response("<Action><Settings><Server><Type>CertEnroll</Type><Url>x</Url></Server></Settings>"
                          "</Action>")) == "no Url of a Server of Type MobileSync");
    CHECK(fault_of(response(std::string(300'000, ' '))) == "more than 256 KiB");
}
