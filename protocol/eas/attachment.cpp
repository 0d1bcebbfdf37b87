#include "protocol/eas/attachment.h"

#include "protocol/text/base64.h"
#include "protocol/wbxml/encoder.h"

#include <array>

namespace easprobe::eas {

namespace {

/// Where a version writes what.
struct Form {
    const char* list;
    const char* one;
    const char* name;
    const char* reference;
    const char* size;
};
constexpr std::array forms = {
    Form{"email:Attachments", "email:Attachment", "email:DisplayName", "email:AttName", "email:AttSize"},
    Form{"airsyncbase:Attachments", "airsyncbase:Attachment", "airsyncbase:DisplayName",
         "airsyncbase:FileReference", "airsyncbase:EstimatedDataSize"}};

} // namespace

std::vector<Attachment> attachments_of(pugi::xml_node application_data)
{
    std::vector<Attachment> attachments;
    for (const Form& form : forms)
        for (const pugi::xml_node one : application_data.child(form.list).children(form.one)) {
            Attachment attachment{string_of(one.child(form.name)), string_of(one.child(form.reference)),
                                  static_cast<std::size_t>(number_of(one.child(form.size)).value_or(0))};
            if (!attachment.reference.empty())
                attachments.push_back(std::move(attachment));
        }
    return attachments;
}

pugi::xml_document make_attachment_fetch(std::string_view file_reference)
{
    pugi::xml_document body = make_body("ItemOperations", "ItemOperations");
    declare(body, "xmlns:airsyncbase", "AirSyncBase");
    const pugi::xml_node fetch = add(body.document_element(), "Fetch");
    add(fetch, "Store", "Mailbox");
    add(fetch, "airsyncbase:FileReference", file_reference);
    return body;
}

tl::expected<FetchReply, Malformed> read_fetch(const pugi::xml_document& reply)
{
    const pugi::xml_node root = reply.child("ItemOperations");
    const auto status = number_of(root.child("Status"));
    if (root.empty() || !status)
        return tl::unexpected(Malformed{"no ItemOperations/Status"});
    FetchReply read;
    read.status = *status;
    if (*status != 1)
        return read;
    const pugi::xml_node fetch = root.child("Response").child("Fetch");
    const auto own_status = number_of(fetch.child("Status"));
    if (!own_status)
        return tl::unexpected(Malformed{"no ItemOperations/Response/Fetch/Status"});
    read.status = *own_status;
    const pugi::xml_node properties = fetch.child("Properties");
    read.content_type = string_of(properties.child("airsyncbase:ContentType"));
    const pugi::xml_node data = properties.child("Data");
    if (data)
        read.data = base64_decode(wbxml::content_of(data).value_or("!"));
    return read;
}

} // namespace easprobe::eas
