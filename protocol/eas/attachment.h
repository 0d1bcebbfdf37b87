#pragma once

#include "protocol/eas/body.h"
#include "protocol/eas/version.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

namespace easprobe::eas {

/// An attachment as a mail names it.
struct Attachment {
    std::string name;      ///< DisplayName; may be empty.
    std::string reference; ///< AttName (2.5) or FileReference (12.x): opaque, what it is fetched by.
    std::size_t size =
        0; ///< AttSize or EstimatedDataSize: of the content, or of its base64; 0 where not said.
};

/// The attachments that an ApplicationData of Email names, in either version's form (Email:Attachments of
/// MS-ASEMAIL at 2.5, AirSyncBase:Attachments of MS-ASAIRS 2.2.2.6 from 12.0); those without a reference are
/// left out.
std::vector<Attachment> attachments_of(pugi::xml_node application_data);

/// ItemOperations/Fetch by FileReference (MS-ASCMD 2.2.1.10, from 12.0 on).
pugi::xml_document make_attachment_fetch(std::string_view file_reference);

/// The answer to it.
struct FetchReply {
    int status = 0;                  ///< The request's where that is not 1, else the Fetch's.
    std::string content_type;        ///< May be empty.
    std::optional<std::string> data; ///< Decoded; nothing where there is none or it is no base64.
};

tl::expected<FetchReply, Malformed> read_fetch(const pugi::xml_document& reply);

} // namespace easprobe::eas
