// Whatever a server answers to what the owner asks for, reading it ends, and reads nothing beyond it.
#include "protocol/eas/folder_change.h"
#include "protocol/eas/meeting_request.h"
#include "protocol/eas/meeting_response.h"
#include "protocol/eas/move_items.h"
#include "protocol/eas/search.h"
#include "protocol/eas/settings.h"
#include "protocol/eas/sync_commands.h"
#include "protocol/wbxml/decoder.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

using namespace easprobe;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string bytes(reinterpret_cast<const char*>(data), size);
    const auto decoded = wbxml::decode(bytes);
    if (!decoded)
        return 0;
    const pugi::xml_document& reply = decoded->document;
    const auto change = eas::read_folder_change(reply);
    const auto meeting = eas::read_meeting_response(reply);
    const auto move = eas::read_move(reply);
    const auto search = eas::read_search(reply);
    const auto settings = eas::read_settings(reply);
    // A reply has one root, so at most one of them is it.
    if (change.has_value() + meeting.has_value() + move.has_value() + search.has_value() +
            settings.has_value() >
        1)
        std::abort();
    for (const eas::SyncResponse& response : eas::read_sync_responses(reply))
        if (response.status < 0)
            std::abort();
    const pugi::xml_node item =
        reply.document_element().child("Collections").child("Collection").child("Commands");
    eas::faults_of_meeting_request(item.child("Add").child("ApplicationData").child("email:MeetingRequest"));
    return 0;
}
