#include "tools/eas-test-server/exchange/command.h"
#include "tools/eas-test-server/exchange/login.h"
#include "tools/eas-test-server/exchange/reply.h"

#include <fmt/format.h>
#include <string>

namespace easprobe::test_server {

namespace {

constexpr int malformed = 2;

void append_entry(pugi::xml_node store, const User& user)
{
    pugi::xml_node properties = store.append_child("Result").append_child("Properties");
    append_text(properties, "gal:DisplayName", user.name);
    append_text(properties, "gal:Alias", user.name);
    append_text(properties, "gal:EmailAddress", user.address);
}

} // namespace

// MS-ASCMD 2.2.1.16, the store GAL alone: those users whose name begins so.
http::Response answer_search(CommandContext& context)
{
    pugi::xml_document document;
    pugi::xml_node root = append_root(document, "Search", "Search");
    if (context.has_fault(Fault::EasStatus)) {
        append_number(root, "Status", context.fault->status);
        return wbxml_reply(document);
    }
    root.append_attribute("xmlns:gal").set_value("GAL");
    append_number(root, "Status", 1);
    pugi::xml_node store = root.append_child("Response").append_child("Store");
    const pugi::xml_node asked = context.question.child("Store");
    const std::string query = lower_case(asked.child("Query").text().get());
    if (std::string_view(asked.child("Name").text().get()) != "GAL" || query.empty()) {
        append_number(store, "Status", malformed);
        return wbxml_reply(document);
    }
    append_number(store, "Status", 1);
    int found = 0;
    for (const auto& [name, user] : context.store.users) {
        if (!name.starts_with(query))
            continue;
        append_entry(store, user);
        ++found;
    }
    if (found == 0) {
        store.append_child("Result"); // Nothing found is an empty Result.
        return wbxml_reply(document);
    }
    append_text(store, "Range", fmt::format("0-{}", found - 1));
    append_number(store, "Total", found);
    return wbxml_reply(document);
}

} // namespace easprobe::test_server
