// Whatever mail a client sends through the test server, reading the invitation in it ends, and what is read
// is whole: the same meeting can be told from every other, and shown to a phone.
#include "tools/eas-test-server/mailbox/invitation.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <pugixml.hpp>
#include <string_view>

using namespace easprobe;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const auto invitation = test_server::read_invitation({reinterpret_cast<const char*>(data), size});
    if (!invitation)
        return 0;
    if (invitation->uid.empty())
        std::abort();
    pugi::xml_document mail;
    const pugi::xml_node element = mail.append_child("data");
    test_server::write_meeting_request(element, *invitation, invitation->start);
    const pugi::xml_node request = element.child("email:MeetingRequest");
    for (const char* const needed : {"email:StartTime", "email:EndTime", "email:GlobalObjId"})
        if (*request.child_value(needed) == '\0')
            std::abort();
    return 0;
}
