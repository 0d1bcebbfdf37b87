#include "protocol/eas/meeting_response.h"

namespace easprobe::eas {

pugi::xml_document make_meeting_response(UserResponse response, std::string_view collection_id,
                                         std::string_view server_id)
{
    pugi::xml_document body = make_body("MeetingResponse", "MeetingResponse");
    const pugi::xml_node request = add(body.document_element(), "Request");
    add(request, "UserResponse", static_cast<int>(response));
    add(request, "CollectionId", collection_id);
    add(request, "RequestId", server_id);
    return body;
}

tl::expected<MeetingResponseReply, Malformed> read_meeting_response(const pugi::xml_document& reply)
{
    const pugi::xml_node result = reply.child("MeetingResponse").child("Result");
    const auto status = number_of(result.child("Status"));
    if (!status)
        return tl::unexpected(Malformed{"no MeetingResponse/Result/Status"});
    return MeetingResponseReply{*status, string_of(result.child("RequestId")),
                                string_of(result.child("CalendarId"))};
}

} // namespace easprobe::eas
