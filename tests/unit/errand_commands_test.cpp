// What the phone sends at its owner's bidding, and what it reads of the answers.
#include "protocol/eas/folder_change.h"
#include "protocol/eas/mail_message.h"
#include "protocol/eas/move_items.h"
#include "protocol/eas/request_line.h"
#include "protocol/eas/search.h"
#include "protocol/eas/settings.h"
#include "protocol/eas/sync.h"
#include "protocol/eas/sync_commands.h"
#include "protocol/text/base64.h"
#include "protocol/wbxml/encoder.h"
#include "protocol/wbxml/xml_text.h"

#include <doctest/doctest.h>

using namespace easprobe;

namespace {

pugi::xml_document document_of(const char* xml)
{
    pugi::xml_document document;
    REQUIRE(document.load_string(xml));
    return document;
}

std::string text_of(const pugi::xml_document& document)
{
    REQUIRE(wbxml::encode(document).has_value());
    std::string text = wbxml::to_xml_text(document);
    return text.substr(text.find('\n') + 1); // Without the declaration.
}

eas::SyncRequest contacts_at(eas::ProtocolVersion version)
{
    eas::SyncRequest request;
    request.version = version;
    request.item_class = "Contacts";
    request.sync_key = "7";
    request.collection_id = "2";
    return request;
}

} // namespace

TEST_CASE("a search names the address list, the name and the range")
{
    CHECK(text_of(eas::make_address_list_search("alice", 20)) == "<Search xmlns=\"Search\">\n"
                                                                 "  <Store>\n"
                                                                 "    <Name>GAL</Name>\n"
                                                                 "    <Query>alice</Query>\n"
                                                                 "    <Options>\n"
                                                                 "      <Range>0-19</Range>\n"
                                                                 "    </Options>\n"
                                                                 "  </Store>\n"
                                                                 "</Search>\n");
}

TEST_CASE("the entries of a search are read, and an empty Result is none")
{
    const auto found = eas::read_search(document_of(
        "<Search xmlns='Search' xmlns:gal='GAL'><Status>1</Status><Response><Store><Status>1</Status>"
        "<Result><Properties><gal:DisplayName>Alice</gal:DisplayName><gal:Alias>al</gal:Alias>"
        "<gal:EmailAddress>alice@example.test</gal:EmailAddress></Properties></Result>"
        "<Result/></Store></Response></Search>"));
    REQUIRE(found.has_value());
    REQUIRE(found->entries.size() == 1);
    CHECK(found->entries[0].display_name == "Alice");
    CHECK(found->entries[0].alias == "al");
    CHECK(found->entries[0].mail_address == "alice@example.test");
    CHECK(eas::read_search(document_of("<Search><Status>3</Status></Search>"))->status == 3);
    CHECK(eas::read_search(document_of("<Search><Status>1</Status></Search>")).error().what ==
          "no Search/Response/Store/Status beside Status 1");
    CHECK(eas::read_search(document_of("<Sync/>")).error().what == "no Search/Status");
}

TEST_CASE("settings are told and asked for one at a time")
{
    CHECK(text_of(eas::make_device_information({"Pocket PC", "mine", ""})) ==
          "<Settings xmlns=\"Settings\">\n"
          "  <DeviceInformation>\n"
          "    <Set>\n"
          "      <Model>Pocket PC</Model>\n"
          "      <FriendlyName>mine</FriendlyName>\n"
          "    </Set>\n"
          "  </DeviceInformation>\n"
          "</Settings>\n");
    const auto reply = eas::read_settings(document_of(
        "<Settings><Status>1</Status><Oof><Status>2</Status><Get><OofState>1</OofState></Get></Oof>"
        "<DeviceInformation><Status>5</Status></DeviceInformation>"
        "<UserInformation><Status>1</Status><Get><EmailAddresses><SMTPAddress>a@b</SMTPAddress>"
        "</EmailAddresses></Get></UserInformation></Settings>"));
    REQUIRE(reply.has_value());
    CHECK(reply->out_of_office == 2);
    CHECK(reply->out_of_office_state == 1);
    CHECK(reply->device_information == 5);
    CHECK(reply->own_mail_addresses == std::vector<std::string>{"a@b"});
    CHECK_FALSE(eas::read_settings(document_of("<Settings/>")).has_value());
}

TEST_CASE("a mail has every field that RFC 5322 asks for, and no value becomes a field of its own")
{
    using namespace std::chrono;
    const eas::MailMessage mail{.from = "a@b",
                                .to = "c@d\r\nBcc: e@f",
                                .subject = "Hello",
                                .message_id = "1@here",
                                .date = sys_days(year(2008) / 6 / 1) + hours(9) + minutes(5),
                                .text = "Text\r\n",
                                .calendar = {}};
    CHECK(eas::to_rfc822(mail) == "From: a@b\r\n"
                                  "To: c@dBcc: e@f\r\n"
                                  "Subject: Hello\r\n"
                                  "Date: Sun, 01 Jun 2008 09:05:00 +0000\r\n"
                                  "Message-ID: <1@here>\r\n"
                                  "MIME-Version: 1.0\r\n"
                                  "Content-Type: text/plain; charset=us-ascii\r\n"
                                  "Content-Transfer-Encoding: 7bit\r\n"
                                  "\r\n"
                                  "Text\r\n");
}

TEST_CASE("a move of MoveItems succeeds with status 3 and has a new ServerId")
{
    CHECK(text_of(eas::make_move("5:1", "5", "3")) == "<MoveItems xmlns=\"Move\">\n"
                                                      "  <Move>\n"
                                                      "    <SrcMsgId>5:1</SrcMsgId>\n"
                                                      "    <SrcFldId>5</SrcFldId>\n"
                                                      "    <DstFldId>3</DstFldId>\n"
                                                      "  </Move>\n"
                                                      "</MoveItems>\n");
    const auto moved = eas::read_move(document_of(
        "<MoveItems><Response><SrcMsgId>5:1</SrcMsgId><Status>3</Status><DstMsgId>3:9</DstMsgId></Response>"
        "</MoveItems>"));
    CHECK(moved->status == 3);
    CHECK(moved->server_id == "3:9");
    CHECK(eas::read_move(document_of("<MoveItems/>")).error().what == "no MoveItems/Response/Status");
}

TEST_CASE("folders are made, renamed and deleted with the key of the hierarchy")
{
    CHECK(text_of(eas::make_folder_create("1", "0", "New", 12)) ==
          "<FolderCreate xmlns=\"FolderHierarchy\">\n"
          "  <SyncKey>1</SyncKey>\n"
          "  <ParentId>0</ParentId>\n"
          "  <DisplayName>New</DisplayName>\n"
          "  <Type>12</Type>\n"
          "</FolderCreate>\n");
    CHECK(text_of(eas::make_folder_delete("2", "77")) == "<FolderDelete xmlns=\"FolderHierarchy\">\n"
                                                         "  <SyncKey>2</SyncKey>\n"
                                                         "  <ServerId>77</ServerId>\n"
                                                         "</FolderDelete>\n");
    const auto made = eas::read_folder_change(document_of(
        "<FolderCreate><Status>1</Status><SyncKey>2</SyncKey><ServerId>77</ServerId></FolderCreate>"));
    CHECK(made->sync_key == "2");
    CHECK(made->server_id == "77");
    CHECK(eas::read_folder_change(document_of("<FolderUpdate><Status>2</Status></FolderUpdate>"))->status ==
          2);
    CHECK_FALSE(
        eas::read_folder_change(document_of("<FolderSync><Status>1</Status></FolderSync>")).has_value());
}

TEST_CASE("what the phone did to an item stands behind the Options, with the namespaces that it needs")
{
    pugi::xml_document sync = eas::make_sync(contacts_at(eas::ProtocolVersion::V2_5));
    eas::add_item(sync, "mine", {{"contacts:FileAs", "Example, Anna"}});
    eas::delete_item_for_good(sync, "2:4");
    CHECK(text_of(sync) == "<Sync xmlns=\"AirSync\" xmlns:contacts=\"Contacts\">\n"
                           "  <Collections>\n"
                           "    <Collection>\n"
                           "      <Class>Contacts</Class>\n"
                           "      <SyncKey>7</SyncKey>\n"
                           "      <CollectionId>2</CollectionId>\n"
                           "      <DeletesAsMoves>0</DeletesAsMoves>\n"
                           "      <GetChanges />\n"
                           "      <WindowSize>100</WindowSize>\n"
                           "      <Options>\n"
                           "        <Conflict>1</Conflict>\n"
                           "      </Options>\n"
                           "      <Commands>\n"
                           "        <Add>\n"
                           "          <ClientId>mine</ClientId>\n"
                           "          <ApplicationData>\n"
                           "            <contacts:FileAs>Example, Anna</contacts:FileAs>\n"
                           "          </ApplicationData>\n"
                           "        </Add>\n"
                           "        <Delete>\n"
                           "          <ServerId>2:4</ServerId>\n"
                           "        </Delete>\n"
                           "      </Commands>\n"
                           "    </Collection>\n"
                           "  </Collections>\n"
                           "</Sync>\n");
}

TEST_CASE("the server's Responses are read with their status and data")
{
    const pugi::xml_document reply = document_of(
        "<Sync xmlns='AirSync' xmlns:email='Email'><Collections><Collection><Responses>"
        "<Add><ClientId>mine</ClientId><ServerId>2:9</ServerId><Status>1</Status></Add>"
        "<Fetch><ServerId>5:1</ServerId><Status>1</Status><ApplicationData><email:Read>1</email:Read>"
        "</ApplicationData></Fetch><Change><ServerId>5:2</ServerId><Status>7</Status></Change>"
        "</Responses></Collection></Collections></Sync>");
    const auto responses = eas::read_sync_responses(reply);
    REQUIRE(responses.size() == 3);
    CHECK(responses[0].client_id == "mine");
    CHECK(responses[0].server_id == "2:9");
    CHECK(std::string(responses[1].data.child_value("email:Read")) == "1");
    CHECK(responses[2].command == "Change");
    CHECK(responses[2].status == 7);
}

TEST_CASE("the item that a SmartReply answers is named in both forms of the query")
{
    eas::RequestLine line;
    line.command = eas::Command::SmartReply;
    line.user = "alice";
    line.device_id = "ABC";
    line.device_type = "PPC";
    line.version = eas::ProtocolVersion::V12_1;
    line.parameters = {{"ItemId", "5:1"}, {"CollectionId", "mail%2Fx"}, {"SaveInSent", "T"}};
    const std::string plain = eas::plain_target("/eas", line, {"User", "DeviceId", "DeviceType", "Cmd"});
    CHECK(plain == "/eas?User=alice&DeviceId=ABC&DeviceType=PPC&Cmd=SmartReply&ItemId=5%3A1&CollectionId="
                   "mail%252Fx&SaveInSent=T");
    for (const std::string& target : {plain, eas::base64_target("/eas", line)}) {
        const auto read = eas::parse_target(target);
        REQUIRE(read.has_value());
        CHECK(read->command == eas::Command::SmartReply);
        REQUIRE(eas::find_parameter(*read, "ItemId") != nullptr);
        CHECK(*eas::find_parameter(*read, "ItemId") == "5:1");
        REQUIRE(eas::find_parameter(*read, "CollectionId") != nullptr);
        CHECK(*eas::find_parameter(*read, "CollectionId") == "mail%2Fx");
        REQUIRE(eas::find_parameter(*read, "SaveInSent") != nullptr);
        CHECK(*eas::find_parameter(*read, "SaveInSent") == "T");
    }
}
