#include "protocol/eas/options.h"

namespace easprobe::eas {

OptionsReply read_options(const http::Headers& headers)
{
    OptionsReply reply;
    if (const std::string* server = http::find(headers, "MS-Server-ActiveSync"))
        reply.server = *server;
    if (const std::string* versions = http::find(headers, "MS-ASProtocolVersions"))
        reply.versions = split_list(*versions);
    if (const std::string* commands = http::find(headers, "MS-ASProtocolCommands"))
        reply.commands = split_list(*commands);
    return reply;
}

} // namespace easprobe::eas
