#include "tools/eas-test-server/exchange/command.h"
#include "tools/eas-test-server/exchange/reply.h"

namespace easprobe::test_server {

// MS-ASCMD 2.2.1.18. A handset tells its model and asks for the out-of-office state and its user's addresses.
http::Response answer_settings(CommandContext& context)
{
    pugi::xml_document document;
    pugi::xml_node root = append_root(document, "Settings", "Settings");
    if (context.has_fault(Fault::EasStatus)) {
        append_number(root, "Status", context.fault->status);
        return wbxml_reply(document);
    }
    append_number(root, "Status", 1);
    for (const char* const stored : {"DeviceInformation", "DevicePassword"})
        if (!context.question.child(stored).empty())
            append_number(root.append_child(stored), "Status", 1);
    if (const pugi::xml_node oof = context.question.child("Oof")) {
        pugi::xml_node answer = root.append_child("Oof");
        append_number(answer, "Status", 1);
        if (!oof.child("Get").empty())
            append_number(answer.append_child("Get"), "OofState", 0);
    }
    if (!context.question.child("UserInformation").child("Get").empty()) {
        pugi::xml_node answer = root.append_child("UserInformation");
        append_number(answer, "Status", 1);
        append_text(answer.append_child("Get").append_child("EmailAddresses"), "SMTPAddress",
                    context.user.address);
    }
    return wbxml_reply(document);
}

} // namespace easprobe::test_server
