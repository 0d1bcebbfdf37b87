#include "protocol/eas/settings.h"

namespace easprobe::eas {

namespace {

void add_unless_empty(pugi::xml_node parent, const char* name, const std::string& text)
{
    if (!text.empty())
        add(parent, name, text);
}

} // namespace

pugi::xml_document make_device_information(const DeviceInformation& information)
{
    pugi::xml_document body = make_body("Settings", "Settings");
    const pugi::xml_node set = add(add(body.document_element(), "DeviceInformation"), "Set");
    add_unless_empty(set, "Model", information.model);
    add_unless_empty(set, "FriendlyName", information.friendly_name);
    add_unless_empty(set, "OS", information.operating_system);
    return body;
}

pugi::xml_document make_out_of_office_question()
{
    pugi::xml_document body = make_body("Settings", "Settings");
    add(add(add(body.document_element(), "Oof"), "Get"), "BodyType", "TEXT");
    return body;
}

pugi::xml_document make_user_information_question()
{
    pugi::xml_document body = make_body("Settings", "Settings");
    add(add(body.document_element(), "UserInformation"), "Get");
    return body;
}

tl::expected<SettingsReply, Malformed> read_settings(const pugi::xml_document& reply)
{
    const pugi::xml_node root = reply.child("Settings");
    const auto status = number_of(root.child("Status"));
    if (!status)
        return tl::unexpected(Malformed{"no Settings/Status"});
    SettingsReply read;
    read.status = *status;
    read.device_information = number_of(root.child("DeviceInformation").child("Status"));
    const pugi::xml_node out_of_office = root.child("Oof");
    read.out_of_office = number_of(out_of_office.child("Status"));
    read.out_of_office_state = number_of(out_of_office.child("Get").child("OofState"));
    const pugi::xml_node own = root.child("UserInformation").child("Get").child("EmailAddresses");
    for (const pugi::xml_node address : own.children("SMTPAddress"))
        read.own_mail_addresses.push_back(string_of(address));
    return read;
}

} // namespace easprobe::eas
