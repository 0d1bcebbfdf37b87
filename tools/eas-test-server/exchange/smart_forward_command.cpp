#include "tools/eas-test-server/exchange/command.h"
#include "tools/eas-test-server/mailbox/message.h"

namespace easprobe::test_server {

// MS-ASCMD 2.2.1.19 of 12.1 and before.
http::Response answer_smart_forward(CommandContext& context)
{
    return pass_on(context);
}

} // namespace easprobe::test_server
