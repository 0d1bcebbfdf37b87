#pragma once

#include "protocol/eas/body.h"

#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

namespace easprobe::eas {

/// Looks somebody up in the global address list (MS-ASCMD 2.2.1.16), the first `most` of them.
pugi::xml_document make_address_list_search(std::string_view name, int most);

/// An entry of the address list; fields that the reply leaves out are empty.
struct AddressListEntry {
    std::string display_name;
    std::string alias;
    std::string mail_address;
};

struct SearchReply {
    int status = 0;       ///< Of the command.
    int store_status = 0; ///< Of the search itself; 0 where the reply has none.
    std::vector<AddressListEntry> entries;
};

tl::expected<SearchReply, Malformed> read_search(const pugi::xml_document& reply);

} // namespace easprobe::eas
