#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace easprobe::test_server {

/// The classes of protocol 2.5 to 12.1.
enum class ItemClass { Email, Calendar, Contacts, Tasks };
std::string_view to_string(ItemClass item_class);

/// A fixed point in time; the server's clock counts on from the one it was given.
using Instant = std::chrono::sys_seconds;

/// Of a mail.
struct Attachment {
    std::string name;
    std::string content_type;
    std::string content;
};

struct Invitation;

/// A mail, an appointment, a contact or a task.
struct Item {
    std::uint64_t number = 0;   ///< Grows in the order of arrival.
    std::uint64_t revision = 0; ///< Grows with every change in the mailbox.
    /// Mail: when it was received. Appointment: when it ends; absent where it goes on repeating. Others:
    /// absent.
    std::optional<Instant> when;
    /// Children of ApplicationData but the body, below one root element; shared because it never changes: a
    /// changed item gets another.
    std::shared_ptr<const pugi::xml_document> data;
    std::string text; ///< The body, UTF-8.
    std::vector<Attachment> attachments;
    std::shared_ptr<const Invitation> invitation = nullptr; ///< Of a mail that asks to a meeting; else null.
};

/// One folder of a mailbox.
struct Folder {
    std::string id; ///< ServerId and CollectionId.
    std::string name;
    int type = 1;                        ///< MS-ASCMD Type: 2 Inbox, 8 Calendar ...
    std::optional<ItemClass> item_class; ///< None: never synchronised.
    std::map<std::string, Item> items;   ///< By ServerId.
    std::string parent = "0";            ///< ServerId of the folder that it is below; "0": the root.

    /// One that every mailbox has (MS-ASCMD Type 2 to 11): it keeps its name and stays.
    bool is_of_the_system() const { return type >= 2 && type <= 11; }
};

/// What a device fetches an attachment by: the ServerId of its mail and its index.
std::string attachment_reference(const std::string& item_id, std::size_t index);

/// Which folders and items a new mailbox has.
struct MailboxSeed {
    int mails = 6;
    int appointments = 3;
    int contacts = 4;
    int tasks = 2;
    std::vector<std::string> omitted_folders; ///< By display name: "Inbox".
};

/// A mail that arrives.
struct Mail {
    std::string from;
    std::string to;
    std::string subject;
    std::string text;
    std::shared_ptr<const Invitation> invitation = nullptr; ///< Where it asks to a meeting; else null.
};

class Mailbox {
  public:
    std::vector<Folder>& folders() { return folders_; }
    const std::vector<Folder>& folders() const { return folders_; }

    /// Null when there is none.
    Folder* find_folder(std::string_view id);
    Folder* find_folder_of_type(int type);

    /// By "FOLDER:NUMBER/INDEX", as attachment_reference makes it. Null when there is none.
    const Attachment* find_attachment(std::string_view reference) const;

    /// Adds an empty folder and gives its ServerId.
    std::string add_folder(const std::string& name, const std::string& parent, int type);

    /// Folders and items, in words: equal texts are equal mailboxes.
    std::string in_words() const;

    /// Adds an item and gives its ServerId.
    std::string add(Folder& folder, Item item);
    /// The item has changed: devices are to hear of it.
    void touch(Item& item) { item.revision = ++revision_; }

    /// Puts a mail into a folder and gives its ServerId.
    std::string deliver(Folder& folder, const Mail& mail, Instant received);

  private:
    std::vector<Folder> folders_;
    std::uint64_t last_number_ = 0;
    std::uint64_t revision_ = 0;
    int last_made_folder_ = 100; ///< Made by devices; those that come along have small numbers.
};

/// A mailbox with a little of everything, dated around `now`.
Mailbox make_mailbox(const MailboxSeed& seed, const std::string& address, Instant now);

} // namespace easprobe::test_server
