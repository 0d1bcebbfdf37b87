#include "tools/eas-test-server/exchange/application_data.h"

#include "protocol/wbxml/code_pages.h"
#include "tools/eas-test-server/mailbox/dates.h"

#include <array>
#include <string>
#include <string_view>

namespace easprobe::test_server {

namespace {

struct ClassPage {
    ItemClass item_class;
    std::uint8_t page; ///< Code page (MS-ASWBXML 2.1.2.1).
    std::string_view prefix;
};

constexpr std::array class_pages = {
    ClassPage{ItemClass::Contacts, 1, "contacts:"},
    ClassPage{ItemClass::Email, 2, "email:"},
    ClassPage{ItemClass::Calendar, 4, "calendar:"},
    ClassPage{ItemClass::Tasks, 9, "tasks:"},
};

constexpr std::uint8_t airsyncbase_page = 17;

const ClassPage& page_of(ItemClass item_class)
{
    for (const ClassPage& entry : class_pages)
        if (entry.item_class == item_class)
            return entry;
    return class_pages.front();
}

wbxml::Versions bit_of(eas::ProtocolVersion version)
{
    switch (version) {
    case eas::ProtocolVersion::V2_5:
        return wbxml::v2_5;
    case eas::ProtocolVersion::V12_0:
        return wbxml::v12_0;
    case eas::ProtocolVersion::V12_1:
        return wbxml::v12_1;
    }
    return wbxml::v2_5;
}

std::string_view without_prefix(std::string_view name)
{
    const std::size_t colon = name.find(':');
    return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

bool known_at(std::string_view name, const ClassPage& page, eas::ProtocolVersion version)
{
    const wbxml::Token* const token = wbxml::find_token(page.page, without_prefix(name));
    return token != nullptr && (token->versions & bit_of(version)) != 0;
}

/// The first `most` bytes, or fewer: no UTF-8 character is cut in two.
std::string_view cut(std::string_view text, std::size_t most)
{
    if (text.size() <= most)
        return text;
    while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xC0U) == 0x80U)
        --most;
    return text.substr(0, most);
}

std::string as_html(std::string_view text)
{
    std::string html = "<html><body><pre>";
    for (const char c : text) {
        if (c == '<')
            html += "&lt;";
        else if (c == '&')
            html += "&amp;";
        else
            html += c;
    }
    return html + "</pre></body></html>";
}

void append(pugi::xml_node parent, const std::string& name, const std::string& value)
{
    parent.append_child(name.c_str()).text().set(value.c_str());
}

void write_body_2_5(pugi::xml_node data, const Item& item, ItemClass item_class, const BodyWish& wish)
{
    const std::string prefix(page_of(item_class).prefix);
    const std::string_view sent = wish.whole ? std::string_view(item.text) : cut(item.text, wish.most);
    append(data, prefix + "BodyTruncated", sent.size() < item.text.size() ? "1" : "0");
    if (item_class != ItemClass::Calendar) // Calendar has no BodySize (MS-ASWBXML 2.1.2.1.5).
        append(data, prefix + "BodySize", std::to_string(item.text.size()));
    if (!sent.empty())
        append(data, prefix + "Body", std::string(sent));
}

void write_body_12(pugi::xml_node data, const Item& item, ItemClass item_class, const BodyWish& wish)
{
    const std::string body = wish.wants_html ? as_html(item.text) : item.text;
    const std::string_view sent = wish.whole ? std::string_view(body) : cut(body, wish.most);
    pugi::xml_node element = data.append_child("airsyncbase:Body");
    append(element, "airsyncbase:Type", wish.wants_html ? "2" : "1");
    append(element, "airsyncbase:EstimatedDataSize", std::to_string(body.size()));
    append(element, "airsyncbase:Truncated", sent.size() < body.size() ? "1" : "0");
    if (!sent.empty())
        append(element, "airsyncbase:Data", std::string(sent));
    if (item_class == ItemClass::Email)
        append(data, "airsyncbase:NativeBodyType", "1");
}

/// As the version writes them (MS-ASEMAIL of 2.5; MS-ASAIRS 2.2.2.6).
void write_attachments(pugi::xml_node data, const NamedItem& named, eas::ProtocolVersion version)
{
    if (named.item.attachments.empty())
        return;
    const bool old = version == eas::ProtocolVersion::V2_5;
    const std::string prefix = old ? "email:" : "airsyncbase:";
    pugi::xml_node list = data.append_child((prefix + "Attachments").c_str());
    for (std::size_t i = 0; i < named.item.attachments.size(); ++i) {
        const Attachment& attachment = named.item.attachments[i];
        pugi::xml_node one = list.append_child((prefix + "Attachment").c_str());
        append(one, prefix + "DisplayName", attachment.name);
        append(one, prefix + (old ? "AttName" : "FileReference"), attachment_reference(named.id, i));
        append(one, prefix + (old ? "AttMethod" : "Method"), "1");
        append(one, prefix + (old ? "AttSize" : "EstimatedDataSize"),
               std::to_string(attachment.content.size()));
    }
}

/// Everything of a body that may stand in ApplicationData; the item keeps it apart, as text.
bool belongs_to_body(std::string_view name)
{
    const std::string_view tag = without_prefix(name);
    return tag == "Body" || tag == "BodySize" || tag == "BodyTruncated" || tag == "NativeBodyType" ||
           tag == "CompressedRTF";
}

} // namespace

void write_application_data(pugi::xml_node application_data, const NamedItem& named, ItemClass item_class,
                            eas::ProtocolVersion version, const BodyWish& wish, TimeZones time_zones)
{
    const Item& item = named.item;
    const ClassPage& page = page_of(item_class);
    for (const pugi::xml_node element : item.data->document_element().children()) {
        if (!known_at(element.name(), page, version))
            continue;
        pugi::xml_node copy = application_data.append_copy(element);
        if (time_zones == TimeZones::Rubbish && std::string_view(element.name()) == "calendar:Timezone")
            copy.text().set(impossible_time_zone().c_str());
    }
    write_attachments(application_data, named, version);
    if (item.text.empty() && item_class != ItemClass::Email)
        return;
    if (version == eas::ProtocolVersion::V2_5)
        write_body_2_5(application_data, item, item_class, wish);
    else
        write_body_12(application_data, item, item_class, wish);
}

void read_application_data(Item& item, pugi::xml_node application_data)
{
    auto data = std::make_shared<pugi::xml_document>();
    pugi::xml_node root = data->append_child("data");
    if (item.data)
        for (const pugi::xml_node element : item.data->document_element().children())
            if (application_data.child(element.name()).empty())
                root.append_copy(element);
    for (const pugi::xml_node element : application_data.children()) {
        if (!belongs_to_body(element.name())) {
            root.append_copy(element);
            continue;
        }
        const pugi::xml_node body_data = element.child("airsyncbase:Data");
        if (without_prefix(element.name()) == "Body")
            item.text = body_data.empty() ? element.text().get() : body_data.text().get();
    }
    item.data = std::move(data);
}

void declare_item_namespaces(pugi::xml_node root)
{
    const auto declare = [&root](std::uint8_t page) {
        const wbxml::CodePage& code_page = wbxml::code_page(page);
        root.append_attribute(code_page.prefix_attribute).set_value(code_page.name);
    };
    for (const ClassPage& entry : class_pages)
        declare(entry.page);
    declare(airsyncbase_page);
}

} // namespace easprobe::test_server
