#include "tools/eas-test-server/command.h"
#include "tools/eas-test-server/reply.h"

#include <algorithm>
#include <string>
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

// MS-ASCMD 2.2.1.17 of 12.1 and before: the body is the mail itself. It reaches those recipients in To and Cc
// that this server knows; the reply is empty.
http::Response answer_send_mail(CommandContext& context)
{
    const std::string_view message = context.request.body;
    const std::size_t end = std::min(message.find("\r\n\r\n"), message.find("\n\n"));
    if (end == std::string_view::npos)
        return page_reply(400, reason_of(400), "The body is not a message.");
    const std::string_view head = message.substr(0, end);
    Mail mail{field_of(head, "From"), field_of(head, "To"), field_of(head, "Subject"),
              std::string(message.substr(message.find_first_not_of("\r\n", end) == std::string_view::npos
                                             ? message.size()
                                             : message.find_first_not_of("\r\n", end)))};
    if (mail.from.empty())
        mail.from = context.user.address;
    const std::string recipients = mail.to + "," + field_of(head, "Cc");
    for (auto& [name, user] : context.store.users)
        if (Folder* const inbox = user.mailbox.find_folder_of_type(2);
            inbox != nullptr && recipients.find(user.address) != std::string::npos)
            user.mailbox.deliver(*inbox, mail, context.now);
    if (Folder* const sent = context.user.mailbox.find_folder_of_type(5);
        context.save_in_sent && sent != nullptr)
        context.user.mailbox.deliver(*sent, mail, context.now);
    context.store.changed.notify_all();
    return empty_reply();
}

} // namespace easprobe::test_server
