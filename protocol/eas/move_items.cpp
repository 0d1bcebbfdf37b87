#include "protocol/eas/move_items.h"

namespace easprobe::eas {

pugi::xml_document make_move(std::string_view server_id, std::string_view from_folder,
                             std::string_view to_folder)
{
    pugi::xml_document body = make_body("Move", "MoveItems");
    const pugi::xml_node move = add(body.document_element(), "Move");
    add(move, "SrcMsgId", server_id);
    add(move, "SrcFldId", from_folder);
    add(move, "DstFldId", to_folder);
    return body;
}

tl::expected<MoveReply, Malformed> read_move(const pugi::xml_document& reply)
{
    const pugi::xml_node response = reply.child("MoveItems").child("Response");
    const auto status = number_of(response.child("Status"));
    if (!status)
        return tl::unexpected(Malformed{"no MoveItems/Response/Status"});
    return MoveReply{*status, string_of(response.child("DstMsgId"))};
}

} // namespace easprobe::eas
