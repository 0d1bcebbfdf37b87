#include "tools/eas-test-server/mailbox/mailbox.h"

#include "tools/eas-test-server/mailbox/dates.h"
#include "tools/eas-test-server/mailbox/invitation.h"

#include <algorithm>
#include <fmt/format.h>
#include <sstream>

namespace easprobe::test_server {

std::string_view to_string(ItemClass item_class)
{
    switch (item_class) {
    case ItemClass::Email:
        return "Email";
    case ItemClass::Calendar:
        return "Calendar";
    case ItemClass::Contacts:
        return "Contacts";
    case ItemClass::Tasks:
        return "Tasks";
    }
    return "";
}

Folder* Mailbox::find_folder(std::string_view id)
{
    const auto found = std::ranges::find(folders_, id, &Folder::id);
    return found == folders_.end() ? nullptr : &*found;
}

Folder* Mailbox::find_folder_of_type(int type)
{
    const auto found = std::ranges::find(folders_, type, &Folder::type);
    return found == folders_.end() ? nullptr : &*found;
}

const Attachment* Mailbox::find_attachment(std::string_view reference) const
{
    for (const Folder& folder : folders_)
        for (const auto& [id, item] : folder.items)
            for (std::size_t i = 0; i < item.attachments.size(); ++i)
                if (reference == attachment_reference(id, i))
                    return &item.attachments[i];
    return nullptr;
}

std::string attachment_reference(const std::string& item_id, std::size_t index)
{
    return fmt::format("{}/{}", item_id, index);
}

std::string Mailbox::add_folder(const std::string& name, const std::string& parent, int type)
{
    constexpr int user_calendar = 13;
    constexpr int user_contacts = 14;
    constexpr int user_tasks = 15;
    Folder folder;
    folder.id = std::to_string(++last_made_folder_);
    folder.name = name;
    folder.parent = parent;
    folder.type = type;
    folder.item_class = type == user_calendar   ? ItemClass::Calendar
                        : type == user_contacts ? ItemClass::Contacts
                        : type == user_tasks    ? ItemClass::Tasks
                                                : ItemClass::Email;
    folders_.push_back(std::move(folder));
    return folders_.back().id;
}

std::string Mailbox::in_words() const
{
    std::ostringstream words;
    for (const Folder& folder : folders_) {
        words << folder.id << " below " << folder.parent << " type " << folder.type << ": " << folder.name
              << '\n';
        for (const auto& [id, item] : folder.items) {
            words << "  " << id << ' ';
            item.data->print(words, "", pugi::format_raw);
            words << ' ' << item.text << '\n';
        }
    }
    return words.str();
}

std::string Mailbox::add(Folder& folder, Item item)
{
    item.number = ++last_number_;
    item.revision = ++revision_;
    std::string id = fmt::format("{}:{}", folder.id, item.number);
    folder.items.emplace(id, std::move(item));
    return id;
}

std::string Mailbox::deliver(Folder& folder, const Mail& mail, Instant received)
{
    auto data = std::make_shared<pugi::xml_document>();
    pugi::xml_node root = data->append_child("data");
    const auto append = [&root](const char* name, const std::string& value) {
        root.append_child(name).text().set(value.c_str());
    };
    append("email:To", mail.to);
    append("email:From", mail.from);
    append("email:Subject", mail.subject);
    append("email:DateReceived", extended_date(received));
    append("email:DisplayTo", mail.to);
    append("email:ThreadTopic", mail.subject);
    append("email:Importance", "1");
    append("email:Read", "0");
    append("email:MessageClass", "IPM.Note");
    append("email:InternetCPID", "65001");
    append("email:ContentClass", "urn:content-classes:message");
    root.append_child("email:Flag");
    if (mail.invitation != nullptr)
        write_meeting_request(root, *mail.invitation, received);
    Item item;
    item.when = received;
    item.data = std::move(data);
    item.text = mail.text;
    item.invitation = mail.invitation;
    return add(folder, std::move(item));
}

} // namespace easprobe::test_server
