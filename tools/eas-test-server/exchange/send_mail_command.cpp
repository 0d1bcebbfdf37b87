#include "tools/eas-test-server/exchange/command.h"
#include "tools/eas-test-server/exchange/reply.h"
#include "tools/eas-test-server/mailbox/message.h"

namespace easprobe::test_server {

// MS-ASCMD 2.2.1.17 of 12.1 and before: the body is the mail itself, the reply is empty.
http::Response answer_send_mail(CommandContext& context)
{
    auto message = read_message(context.request.body);
    if (!message)
        return page_reply(400, reason_of(400), "The body is not a message.");
    send_out(context, std::move(*message));
    return empty_reply();
}

} // namespace easprobe::test_server
