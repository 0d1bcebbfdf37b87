#pragma once

#include "protocol/eas/body.h"
#include "protocol/eas/version.h"

#include <string>
#include <string_view>
#include <tl/expected.hpp>

namespace easprobe::eas {

/// MS-ASCMD 2.2.1.9 as versions up to 12.1 have it: Class, CollectionId, FilterType, SyncKey, in this order.
pugi::xml_document make_get_item_estimate(std::string_view item_class, std::string_view collection_id,
                                          int filter_type, std::string_view sync_key);

struct EstimateReply {
    int status = 0;
    int estimate = 0; ///< Items that a Sync would bring; 0 unless status is 1.
};

tl::expected<EstimateReply, Malformed> read_get_item_estimate(const pugi::xml_document& reply);

} // namespace easprobe::eas
