#include "protocol/eas/get_item_estimate.h"

namespace easprobe::eas {

pugi::xml_document make_get_item_estimate(std::string_view item_class, std::string_view collection_id,
                                          int filter_type, std::string_view sync_key)
{
    pugi::xml_document body = make_body("GetItemEstimate", "GetItemEstimate");
    declare(body, "xmlns:airsync", "AirSync");
    const pugi::xml_node collection = add(add(body.document_element(), "Collections"), "Collection");
    add(collection, "Class", item_class);
    add(collection, "CollectionId", collection_id);
    add(collection, "airsync:FilterType", filter_type);
    add(collection, "airsync:SyncKey", sync_key);
    return body;
}

tl::expected<EstimateReply, Malformed> read_get_item_estimate(const pugi::xml_document& reply)
{
    const pugi::xml_node root = reply.child("GetItemEstimate");
    const pugi::xml_node response = root.child("Response");
    auto status = number_of(response.child("Status"));
    if (!status)
        status = number_of(root.child("Status"));
    if (!status)
        return tl::unexpected(Malformed{"no GetItemEstimate/Response/Status"});
    const auto estimate = number_of(response.child("Collection").child("Estimate"));
    if (*status == 1 && !estimate)
        return tl::unexpected(Malformed{"no GetItemEstimate/Response/Collection/Estimate beside Status 1"});
    return EstimateReply{*status, estimate.value_or(0)};
}

} // namespace easprobe::eas
