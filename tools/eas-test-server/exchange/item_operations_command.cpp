#include "protocol/text/base64.h"
#include "tools/eas-test-server/exchange/command.h"
#include "tools/eas-test-server/exchange/reply.h"

#include <string>

namespace easprobe::test_server {

namespace {

enum Status { Ok = 1, ProtocolError = 2, BadAttachment = 15 };

void answer_fetch(pugi::xml_node response, pugi::xml_node asked, CommandContext& context)
{
    pugi::xml_node fetch = response.append_child("Fetch");
    const std::string reference = asked.child("airsyncbase:FileReference").text().get();
    const Attachment* const attachment = context.user.mailbox.find_attachment(reference);
    const int refused = context.has_fault(Fault::EasStatus) ? context.fault->status : BadAttachment;
    if (attachment == nullptr || context.has_fault(Fault::EasStatus)) {
        append_number(fetch, "Status", refused);
        return;
    }
    append_number(fetch, "Status", Ok);
    append_text(fetch, "airsyncbase:FileReference", reference);
    pugi::xml_node properties = fetch.append_child("Properties");
    append_text(properties, "airsyncbase:ContentType", attachment->content_type);
    append_text(properties, "Data", base64_encode(attachment->content));
}

} // namespace

// MS-ASCMD 2.2.1.10, as far as it fetches attachments, in one part.
http::Response answer_item_operations(CommandContext& context)
{
    if (context.has_fault(Fault::AttachmentLost))
        return empty_reply();
    pugi::xml_document document;
    pugi::xml_node root = append_root(document, "ItemOperations", "ItemOperations");
    root.append_attribute("xmlns:airsyncbase").set_value("AirSyncBase");
    const bool understood = !context.question.child("Fetch").child("airsyncbase:FileReference").empty();
    append_number(root, "Status", understood ? Ok : ProtocolError);
    if (!understood)
        return wbxml_reply(document);
    pugi::xml_node response = root.append_child("Response");
    for (const pugi::xml_node asked : context.question.children("Fetch"))
        answer_fetch(response, asked, context);
    return wbxml_reply(document);
}

} // namespace easprobe::test_server
