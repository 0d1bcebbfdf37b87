#include "tools/eas-test-server/exchange/changes.h"
#include "tools/eas-test-server/exchange/command.h"
#include "tools/eas-test-server/exchange/reply.h"

#include <string>

namespace easprobe::test_server {

namespace {

constexpr int bad_collection = 2;
constexpr int not_synchronised_yet = 3;
constexpr int bad_key = 4;

void append_response(pugi::xml_node root, pugi::xml_node asked, CommandContext& context)
{
    pugi::xml_node response = root.append_child("Response");
    if (context.has_fault(Fault::EasStatus)) {
        append_number(response, "Status", context.fault->status);
        return;
    }
    const std::string id = asked.child("CollectionId").text().get();
    const Folder* const folder = context.user.mailbox.find_folder(id);
    if (folder == nullptr || !folder->item_class) {
        append_number(response, "Status", bad_collection);
        return;
    }
    const CollectionState& state = context.device.collections[id];
    const std::string key = asked.child("airsync:SyncKey").text().get();
    if (key == "0" || state.keys.current().empty()) {
        append_number(response, "Status", not_synchronised_yet);
        return;
    }
    const SyncKeys::Standing standing = state.keys.standing_of(key);
    if (standing == SyncKeys::Standing::Unknown) {
        append_number(response, "Status", bad_key);
        return;
    }
    const Held& held = standing == SyncKeys::Standing::Current ? state.held : state.held_before;
    const int filter_type = asked.child("airsync:FilterType").text().as_int();
    append_number(response, "Status", 1);
    pugi::xml_node collection = response.append_child("Collection");
    if (context.version != eas::ProtocolVersion::V12_1)
        append_text(collection, "Class", to_string(*folder->item_class));
    append_text(collection, "CollectionId", id);
    append_number(collection, "Estimate",
                  static_cast<long long>(changes_for(*folder, held, filter_type, context.now).size()));
}

} // namespace

// MS-ASCMD 2.2.1.8.
http::Response answer_get_item_estimate(CommandContext& context)
{
    if (context.question.empty())
        return page_reply(400, reason_of(400), "The request has no body.");
    pugi::xml_document document;
    pugi::xml_node root = append_root(document, "GetItemEstimate", "GetItemEstimate");
    for (const pugi::xml_node asked : context.question.child("Collections").children("Collection"))
        append_response(root, asked, context);
    return wbxml_reply(document);
}

} // namespace easprobe::test_server
