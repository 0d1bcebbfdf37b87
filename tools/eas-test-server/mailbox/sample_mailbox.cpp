#include "tools/eas-test-server/mailbox/dates.h"
#include "tools/eas-test-server/mailbox/mailbox.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace easprobe::test_server {

namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

struct Field {
    const char* name;
    std::string value;
};

std::shared_ptr<pugi::xml_document> data_of(const std::vector<Field>& fields)
{
    auto data = std::make_shared<pugi::xml_document>();
    pugi::xml_node root = data->append_child("data");
    for (const Field& field : fields)
        root.append_child(field.name).text().set(field.value.c_str());
    return data;
}

std::vector<Folder> default_folders(const std::vector<std::string>& omitted)
{
    std::vector<Folder> folders = {
        {"1", "Calendar", 8, ItemClass::Calendar, {}},
        {"2", "Contacts", 9, ItemClass::Contacts, {}},
        {"3", "Deleted Items", 4, ItemClass::Email, {}},
        {"4", "Drafts", 3, ItemClass::Email, {}},
        {"5", "Inbox", 2, ItemClass::Email, {}},
        {"6", "Journal", 11, std::nullopt, {}},
        {"7", "Notes", 10, std::nullopt, {}},
        {"8", "Outbox", 6, ItemClass::Email, {}},
        {"9", "Sent Items", 5, ItemClass::Email, {}},
        {"10", "Tasks", 7, ItemClass::Tasks, {}},
        {"11", "Projects", 12, ItemClass::Email, {}},
    };
    std::erase_if(folders, [&omitted](const Folder& folder) {
        return std::ranges::find(omitted, folder.name) != omitted.end();
    });
    return folders;
}

/// Bodies of several sizes, one of them longer than any handset asks for, one outside ASCII.
std::string body_text(int number)
{
    std::string text;
    switch (number % 4) {
    case 0:
        return "See you tomorrow.\r\n";
    case 1:
        for (int line = 1; line <= 120; ++line)
            text += fmt::format("{:4}  The quick brown fox jumps over the lazy dog.\r\n", line);
        return text;
    case 2:
        return "Gr\xC3\xBC\xC3\x9F"
               "e aus M\xC3\xBCnchen \xE2\x80\x93 bis bald!\r\n";
    default:
        return "Please find the minutes below.\r\n\r\n1. Opening\r\n2. Reports\r\n3. Any other business\r\n";
    }
}

std::string attached_text()
{
    std::string text;
    for (int line = 1; line <= 200; ++line)
        text += fmt::format("{:3}. Nobody said anything else.\r\n", line);
    return text;
}

void add_mails(Mailbox& mailbox, const std::string& address, int count, Instant now)
{
    Folder* const inbox = mailbox.find_folder_of_type(2);
    if (inbox == nullptr)
        return;
    constexpr std::array senders = {"\"Erika Example\" <erika@example.test>",
                                    "\"Bob Builder\" <bob@example.test>", "\"News\" <news@example.test>"};
    for (int i = count; i > 0; --i) {
        const Mail mail{senders.at(static_cast<std::size_t>(i) % senders.size()),
                        fmt::format("<{}>", address), fmt::format("Message {}", count - i + 1), body_text(i)};
        // All within a day, so that no filter of a handset leaves any out.
        const std::string id =
            mailbox.deliver(*inbox, mail, now - minutes(static_cast<long>(i) * 1400 / count));
        if (i == 1)
            inbox->items.at(id).attachments = {{"minutes.txt", "text/plain", attached_text()}};
    }
}

void add_appointments(Mailbox& mailbox, const std::string& address, int count, Instant now)
{
    Folder* const calendar = mailbox.find_folder_of_type(8);
    if (calendar == nullptr)
        return;
    const Instant tomorrow = std::chrono::floor<days>(now) + days(1);
    for (int i = 0; i < count; ++i) {
        const Instant start = tomorrow + days(i) + hours(9);
        const auto data = data_of({{"calendar:Timezone", central_european_time_zone()},
                                   {"calendar:AllDayEvent", "0"},
                                   {"calendar:BusyStatus", "2"},
                                   {"calendar:OrganizerName", address},
                                   {"calendar:OrganizerEmail", address},
                                   {"calendar:DtStamp", compact_date(now)},
                                   {"calendar:EndTime", compact_date(start + hours(1))},
                                   {"calendar:Location", fmt::format("Room {}", i + 1)},
                                   {"calendar:Reminder", "15"},
                                   {"calendar:Sensitivity", "0"},
                                   {"calendar:Subject", fmt::format("Appointment {}", i + 1)},
                                   {"calendar:StartTime", compact_date(start)},
                                   {"calendar:UID", fmt::format("{:032X}", i + 1)},
                                   {"calendar:MeetingStatus", "0"}});
        Item item{0, 0, start + hours(1), data, i == 0 ? "Agenda follows.\r\n" : "", {}};
        if (i == 1) {
            pugi::xml_node recurrence = data->document_element().append_child("calendar:Recurrence");
            recurrence.append_child("calendar:Type").text().set("1"); // Weekly.
            recurrence.append_child("calendar:Interval").text().set("1");
            recurrence.append_child("calendar:DayOfWeek")
                .text()
                .set(1U << std::chrono::weekday(std::chrono::floor<days>(start)).c_encoding());
            item.when.reset();
        }
        mailbox.add(*calendar, std::move(item));
    }
}

void add_contacts(Mailbox& mailbox, int count)
{
    Folder* const contacts = mailbox.find_folder_of_type(9);
    if (contacts == nullptr)
        return;
    constexpr std::array names = {"Anna", "Boris", "Chlo\xC3\xA9", "David", "Eva", "Frank"};
    for (int i = 0; i < count; ++i) {
        const std::string first = names.at(static_cast<std::size_t>(i) % names.size());
        const std::string last = fmt::format("Example{}", i + 1);
        Item item;
        item.data = data_of({{"contacts:FileAs", last + ", " + first},
                             {"contacts:FirstName", first},
                             {"contacts:LastName", last},
                             {"contacts:CompanyName", "Example Works"},
                             {"contacts:Email1Address", fmt::format("person{}@example.test", i + 1)},
                             {"contacts:BusinessPhoneNumber", fmt::format("+49 89 5550{:03}", i + 1)}});
        item.text = i == 0 ? "Met at the fair.\r\n" : "";
        mailbox.add(*contacts, std::move(item));
    }
}

void add_tasks(Mailbox& mailbox, int count, Instant now)
{
    Folder* const tasks = mailbox.find_folder_of_type(7);
    if (tasks == nullptr)
        return;
    const Instant today = std::chrono::floor<days>(now);
    for (int i = 0; i < count; ++i) {
        Item item;
        item.data = data_of({{"tasks:Subject", fmt::format("Task {}", i + 1)},
                             {"tasks:Importance", "1"},
                             {"tasks:UtcDueDate", extended_date(today + days(i + 2))},
                             {"tasks:DueDate", extended_date(today + days(i + 2))},
                             {"tasks:Complete", "0"},
                             {"tasks:Sensitivity", "0"},
                             {"tasks:ReminderSet", "0"}});
        mailbox.add(*tasks, std::move(item));
    }
}

} // namespace

Mailbox make_mailbox(const MailboxSeed& seed, const std::string& address, Instant now)
{
    Mailbox mailbox;
    mailbox.folders() = default_folders(seed.omitted_folders);
    add_mails(mailbox, address, seed.mails, now);
    add_appointments(mailbox, address, seed.appointments, now);
    add_contacts(mailbox, seed.contacts);
    add_tasks(mailbox, seed.tasks, now);
    return mailbox;
}

} // namespace easprobe::test_server
