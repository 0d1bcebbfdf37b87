#include "tools/eas-test-server/message.h"

#include <algorithm>
#include <string_view>

namespace easprobe::test_server {

namespace {

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

/// The value of a header field of a message/rfc822 text, unfolded; empty where there is none.
std::string field_of(std::string_view head, std::string_view name)
{
    std::string value;
    bool inside = false;
    while (!head.empty()) {
        const std::size_t end = head.find('\n');
        std::string_view line = head.substr(0, end);
        head.remove_prefix(end == std::string_view::npos ? head.size() : end + 1);
        if (line.ends_with('\r'))
            line.remove_suffix(1);
        if (line.starts_with(' ') || line.starts_with('\t')) {
            if (inside)
                value += line;
            continue;
        }
        const std::string_view field = line.substr(0, name.size());
        inside = line.size() > name.size() && line[name.size()] == ':' &&
                 std::ranges::equal(field, name, {}, lower, lower);
        if (inside)
            value = line.substr(std::min(line.size(), line.find_first_not_of(" \t", name.size() + 1)));
    }
    return value;
}

} // namespace

std::optional<Message> read_message(std::string_view message)
{
    const std::size_t end = std::min(message.find("\r\n\r\n"), message.find("\n\n"));
    if (end == std::string_view::npos)
        return std::nullopt;
    const std::string_view head = message.substr(0, end);
    const std::size_t text = std::min(message.size(), message.find_first_not_of("\r\n", end));
    return Message{{field_of(head, "From"), field_of(head, "To"), field_of(head, "Subject"),
                    std::string(message.substr(text))},
                   field_of(head, "Cc")};
}

namespace {

bool keeps_copy(const eas::RequestLine& line)
{
    const std::string* const wish = eas::find_parameter(line, "SaveInSent");
    return wish != nullptr && *wish == "T";
}

} // namespace

void send_out(CommandContext& context, Message message)
{
    if (context.has_fault(Fault::LoseMail))
        return;
    Mail& mail = message.mail;
    if (mail.from.empty())
        mail.from = context.user.address;
    const std::string recipients = mail.to + "," + message.copies_to;
    for (auto& [name, user] : context.store.users)
        if (Folder* const inbox = user.mailbox.find_folder_of_type(2);
            inbox != nullptr && recipients.find(user.address) != std::string::npos)
            user.mailbox.deliver(*inbox, mail, context.now);
    if (Folder* const sent = context.user.mailbox.find_folder_of_type(5);
        keeps_copy(context.line) && sent != nullptr)
        context.user.mailbox.deliver(*sent, mail, context.now);
    context.store.changed.notify_all();
}

} // namespace easprobe::test_server
