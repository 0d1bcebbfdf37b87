#include "protocol/eas/request_line.h"
#include "tools/eas-test-server/exchange/command.h"
#include "tools/eas-test-server/exchange/reply.h"

namespace easprobe::test_server {

// MS-ASCMD 2.2.1.7: the name stands in the query, and the answer is the attachment itself.
http::Response answer_get_attachment(CommandContext& context)
{
    const auto line = eas::parse_target(context.request.target);
    const std::string* const name = line ? eas::find_parameter(*line, "AttachmentName") : nullptr;
    if (name == nullptr)
        return page_reply(400, reason_of(400), "No attachment is named.");
    const Attachment* const attachment = context.user.mailbox.find_attachment(*name);
    if (attachment == nullptr)
        return page_reply(500, reason_of(500), "There is no such attachment.");
    http::Response response = empty_reply();
    if (context.has_fault(Fault::AttachmentLost)) {
        response.headers.push_back({"Content-Type", "text/plain"});
        return response;
    }
    response.headers.push_back({"Content-Type", attachment->content_type});
    response.body = attachment->content;
    return response;
}

} // namespace easprobe::test_server
