// What the phone sends when it asks itself to a meeting and accepts it, and what it reads of the answers.
#include "protocol/eas/dates.h"
#include "protocol/eas/invitation.h"
#include "protocol/eas/mail_message.h"
#include "protocol/eas/meeting_request.h"
#include "protocol/eas/meeting_response.h"
#include "protocol/text/base64.h"
#include "protocol/wbxml/encoder.h"
#include "protocol/wbxml/xml_text.h"
#include "tools/eas-test-server/mailbox/invitation.h"
#include "tools/eas-test-server/mailbox/message.h"

#include <doctest/doctest.h>

using namespace easprobe;
using namespace std::chrono;

namespace {

eas::Invitation invitation(const std::string& organizer)
{
    const sys_seconds start = sys_days(year(2008) / 6 / 2) + hours(13);
    return {.uid = "1a2b3c-meeting",
            .subject = "easprobe 1a2b3c meeting",
            .organizer = organizer,
            .attendee = "alice@example.test",
            .asked = sys_days(year(2008) / 6 / 1) + hours(9),
            .start = start,
            .end = start + minutes(30)};
}

pugi::xml_document document_of(const std::string& xml)
{
    pugi::xml_document document;
    REQUIRE(document.load_string(xml.c_str()));
    return document;
}

/// A MeetingRequest with these elements in it.
std::vector<std::string> faults_of(const std::string& elements)
{
    const pugi::xml_document document =
        document_of("<email:MeetingRequest xmlns:email='Email'>" + elements + "</email:MeetingRequest>");
    return eas::faults_of_meeting_request(document.document_element());
}

const std::string stamp = "<email:DtStamp>20080601T090000Z</email:DtStamp>";
const std::string zone = "<email:TimeZone>" + base64_encode(std::string(172, '\0')) + "</email:TimeZone>";
const std::string object = "<email:GlobalObjId>BAAAAIIA4AB0xbcQGoLgCA==</email:GlobalObjId>";

} // namespace

TEST_CASE(
    "an invitation to oneself is one by oneself, in UTC, for time that stays free, and asks for no mail")
{
    CHECK(eas::to_icalendar(invitation("alice@example.test")) ==
          "BEGIN:VCALENDAR\r\n"
          "PRODID:-//easprobe//easprobe//EN\r\n"
          "VERSION:2.0\r\n"
          "METHOD:REQUEST\r\n"
          "BEGIN:VEVENT\r\n"
          "UID:1a2b3c-meeting\r\n"
          "DTSTAMP:20080601T090000Z\r\n"
          "DTSTART:20080602T130000Z\r\n"
          "DTEND:20080602T133000Z\r\n"
          "SUMMARY:easprobe 1a2b3c meeting\r\n"
          "ORGANIZER:mailto:alice@example.test\r\n"
          "ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=FALSE:mailto:alice\r\n"
          " @example.test\r\n"
          "SEQUENCE:0\r\n"
          "STATUS:CONFIRMED\r\n"
          "TRANSP:TRANSPARENT\r\n"
          "X-MICROSOFT-CDO-BUSYSTATUS:FREE\r\n"
          "END:VEVENT\r\n"
          "END:VCALENDAR\r\n");
}

TEST_CASE("who sends an invitation in another's name says so")
{
    const std::string text = eas::to_icalendar(invitation("bob@example.test"));
    CHECK(text.find("\r\nORGANIZER;SENT-BY=\"mailto:alice@example.test\":mailto:bob@example.test\r\n") !=
          std::string::npos);
}

TEST_CASE("no value of an invitation becomes a line of its own, and none is longer than 75 bytes")
{
    eas::Invitation hostile = invitation("bob@example.test\r\nATTENDEE:mailto:eve@example.test");
    hostile.attendee = "alice\"@example.test\n" + std::string(200, 'a');
    hostile.subject = "one, two; three\\\r\nDESCRIPTION:four \xC3\xBC" + std::string(80, 'b') + "\xC3\xBC";
    const std::string text = eas::to_icalendar(hostile);
    CHECK(text.find("\nATTENDEE:") == std::string::npos);
    CHECK(text.find("\nDESCRIPTION:") == std::string::npos);
    CHECK(text.find("SUMMARY:one\\, two\\; three\\\\DESCRIPTION:four \xC3\xBC") != std::string::npos);
    CHECK(text.find("alice\"") == std::string::npos);
    for (std::size_t begin = 0; begin < text.size();) {
        const auto end = text.find("\r\n", begin);
        REQUIRE(end != std::string::npos);
        CHECK(end - begin <= 75);
        CHECK((static_cast<unsigned char>(text[begin]) & 0xC0U) != 0x80U);
        begin = end + 2;
    }
}

TEST_CASE("an invitation goes out as a mail with the same in words and as iCalendar")
{
    const eas::MailMessage mail{.from = "a@b",
                                .to = "a@b",
                                .subject = "Hello",
                                .message_id = "1@here",
                                .date = sys_days(year(2008) / 6 / 1),
                                .text = "Text\r\n",
                                .calendar = "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"};
    CHECK(eas::to_rfc822(mail) == "From: a@b\r\n"
                                  "To: a@b\r\n"
                                  "Subject: Hello\r\n"
                                  "Date: Sun, 01 Jun 2008 00:00:00 +0000\r\n"
                                  "Message-ID: <1@here>\r\n"
                                  "MIME-Version: 1.0\r\n"
                                  "Content-Type: multipart/alternative; boundary=\"=_easprobe\"\r\n"
                                  "\r\n"
                                  "--=_easprobe\r\n"
                                  "Content-Type: text/plain; charset=us-ascii\r\n"
                                  "Content-Transfer-Encoding: 7bit\r\n"
                                  "\r\n"
                                  "Text\r\n"
                                  "\r\n"
                                  "--=_easprobe\r\n"
                                  "Content-Type: text/calendar; charset=us-ascii; method=REQUEST\r\n"
                                  "Content-Transfer-Encoding: 7bit\r\n"
                                  "\r\n"
                                  "BEGIN:VCALENDAR\r\n"
                                  "END:VCALENDAR\r\n"
                                  "\r\n"
                                  "--=_easprobe--\r\n");
}

TEST_CASE("a MeetingResponse names the answer, the folder and the mail, in this order")
{
    const pugi::xml_document body = eas::make_meeting_response(eas::UserResponse::Accepted, "5", "5:12");
    REQUIRE(wbxml::encode(body).has_value());
    const std::string text = wbxml::to_xml_text(body);
    CHECK(text.substr(text.find('\n') + 1) == "<MeetingResponse xmlns=\"MeetingResponse\">\n"
                                              "  <Request>\n"
                                              "    <UserResponse>1</UserResponse>\n"
                                              "    <CollectionId>5</CollectionId>\n"
                                              "    <RequestId>5:12</RequestId>\n"
                                              "  </Request>\n"
                                              "</MeetingResponse>\n");
}

TEST_CASE("the answer to a MeetingResponse has a status, and a CalendarId unless it was declined")
{
    const auto accepted = eas::read_meeting_response(
        document_of("<MeetingResponse><Result><RequestId>5:12</RequestId><Status>1</Status>"
                    "<CalendarId>1:9</CalendarId></Result></MeetingResponse>"));
    REQUIRE(accepted.has_value());
    CHECK(accepted->status == 1);
    CHECK(accepted->request_id == "5:12");
    CHECK(accepted->calendar_id == "1:9");
    const auto refused = eas::read_meeting_response(
        document_of("<MeetingResponse><Result><Status>2</Status></Result></MeetingResponse>"));
    CHECK(refused->status == 2);
    CHECK(refused->calendar_id.empty());
    CHECK(eas::read_meeting_response(document_of("<MeetingResponse><Result/></MeetingResponse>"))
              .error()
              .what == "no MeetingResponse/Result/Status");
}

TEST_CASE("a meeting request needs its date, its time zone and its name, and dates that are dates")
{
    CHECK(faults_of(stamp + zone + object) == std::vector<std::string>{});
    CHECK(faults_of(zone) == std::vector<std::string>{"no email:DtStamp", "no email:GlobalObjId"});
    CHECK(faults_of(stamp + object + "<email:TimeZone>AAAA</email:TimeZone>") ==
          std::vector<std::string>{"email:TimeZone: it has 3 bytes, not 172"});
    CHECK(faults_of(stamp + zone + "<email:GlobalObjId>?</email:GlobalObjId>") ==
          std::vector<std::string>{"email:GlobalObjId: is no base64"});
    CHECK(faults_of(stamp + zone + object + "<email:StartTime>soon</email:StartTime>").size() == 1);
    CHECK(faults_of(stamp + zone + object + "<email:Recurrences><email:Recurrence/></email:Recurrences>") ==
          std::vector<std::string>{});
}

TEST_CASE("a date of either form is the same in the compact one")
{
    CHECK(eas::compact_date(sys_days(year(2008) / 6 / 1) + hours(9) + seconds(7)) == "20080601T090007Z");
    CHECK(eas::as_compact_date("2008-06-01T09:00:07.000Z") == "20080601T090007Z");
    CHECK(eas::as_compact_date("20080601T090007Z") == "20080601T090007Z");
    CHECK(eas::as_compact_date("") == "");
}

TEST_CASE("the test server reads of an invitation what the phone has written, and no half of one")
{
    const eas::MailMessage mail{.from = "alice@example.test",
                                .to = "alice@example.test",
                                .subject = "Hello",
                                .message_id = "1@here",
                                .date = sys_days(year(2008) / 6 / 1),
                                .text = "Text\r\n",
                                .calendar = eas::to_icalendar(invitation("bob@example.test"))};
    const std::string message = eas::to_rfc822(mail);
    const auto read = test_server::read_invitation(message);
    REQUIRE(read.has_value());
    CHECK(read->uid == "1a2b3c-meeting");
    CHECK(read->subject == "easprobe 1a2b3c meeting");
    CHECK(read->organizer == "bob@example.test");
    CHECK_FALSE(read->answer_wanted);
    CHECK(eas::compact_date(read->start) == "20080602T130000Z");
    CHECK(eas::compact_date(read->end) == "20080602T133000Z");
    for (const char* const needed : {"BEGIN:VCALENDAR", "END:VCALENDAR", "METHOD:REQUEST", "DTSTART:2008",
                                     "DTEND:20080602T133000Z", "UID:1a2b3c-meeting", ":mailto:bob"}) {
        CAPTURE(needed);
        std::string without = message;
        without.replace(without.find(needed), std::string(needed).size(), "x");
        CHECK_FALSE(test_server::read_invitation(without).has_value());
    }
    for (const char* const no_time : {"T246000Z", "T236000Z", "T235961Z", "T13300Z"}) {
        std::string without = message;
        without.replace(without.find("DTEND:20080602T133000Z") + 14, 8, no_time);
        CHECK_FALSE(test_server::read_invitation(without).has_value());
    }
    const auto whole = test_server::read_message(message);
    REQUIRE(whole.has_value());
    CHECK(whole->mail.text == "Text\r\n");
    CHECK(whole->mail.invitation != nullptr);
}
