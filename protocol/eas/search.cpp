#include "protocol/eas/search.h"

#include <fmt/format.h>

namespace easprobe::eas {

pugi::xml_document make_address_list_search(std::string_view name, int most)
{
    pugi::xml_document body = make_body("Search", "Search");
    const pugi::xml_node store = add(body.document_element(), "Store");
    add(store, "Name", "GAL");
    add(store, "Query", name);
    add(add(store, "Options"), "Range", fmt::format("0-{}", most - 1));
    return body;
}

tl::expected<SearchReply, Malformed> read_search(const pugi::xml_document& reply)
{
    const pugi::xml_node root = reply.child("Search");
    const auto status = number_of(root.child("Status"));
    if (!status)
        return tl::unexpected(Malformed{"no Search/Status"});
    SearchReply read;
    read.status = *status;
    const pugi::xml_node store = root.child("Response").child("Store");
    read.store_status = number_of(store.child("Status")).value_or(0);
    if (read.status == 1 && read.store_status == 0)
        return tl::unexpected(Malformed{"no Search/Response/Store/Status beside Status 1"});
    for (const pugi::xml_node result : store.children("Result")) {
        const pugi::xml_node properties = result.child("Properties");
        if (properties.empty())
            continue; // "Nothing found" is an empty Result (MS-ASCMD 2.2.3.153).
        read.entries.push_back({string_of(properties.child("gal:DisplayName")),
                                string_of(properties.child("gal:Alias")),
                                string_of(properties.child("gal:EmailAddress"))});
    }
    return read;
}

} // namespace easprobe::eas
