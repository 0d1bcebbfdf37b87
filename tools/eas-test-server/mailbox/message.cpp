#include "tools/eas-test-server/mailbox/message.h"

#include "tools/eas-test-server/exchange/reply.h"
#include "tools/eas-test-server/mailbox/invitation.h"

#include <algorithm>
#include <fmt/format.h>
#include <memory>
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

/// From the empty line behind a head to the end.
std::string_view behind_head(std::string_view part)
{
    const std::size_t head = part.find("\r\n\r\n");
    return head == std::string_view::npos ? std::string_view() : part.substr(head + 4);
}

/// Of several parts the first.
std::string_view text_of(std::string_view body, std::string_view content_type)
{
    constexpr std::string_view parameter = "boundary=\"";
    const std::size_t at = content_type.find(parameter);
    if (at == std::string_view::npos)
        return body.substr(std::min(body.size(), body.find_first_not_of("\r\n")));
    const std::string_view quoted = content_type.substr(at + parameter.size());
    const std::string line = fmt::format("--{}", quoted.substr(0, quoted.find('"')));
    const std::size_t first = body.find(line);
    if (first == std::string_view::npos)
        return {};
    const std::string_view parts = body.substr(first + line.size());
    return behind_head(parts.substr(0, parts.find("\r\n" + line)));
}

} // namespace

std::optional<Message> read_message(std::string_view message)
{
    const std::size_t end = std::min(message.find("\r\n\r\n"), message.find("\n\n"));
    if (end == std::string_view::npos)
        return std::nullopt;
    const std::string_view head = message.substr(0, end);
    const auto invitation = read_invitation(message);
    return Message{{field_of(head, "From"), field_of(head, "To"), field_of(head, "Subject"),
                    std::string(text_of(message.substr(end), field_of(head, "Content-Type"))),
                    invitation ? std::make_shared<const Invitation>(*invitation) : nullptr},
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
            inbox != nullptr && recipients.find(user.address) != std::string::npos) {
            user.mailbox.deliver(*inbox, mail, context.now);
            if (mail.invitation != nullptr && context.persona.enters_invitations &&
                !is_organizer(user, *mail.invitation))
                enter_event(user, *mail.invitation, Attendance::Tentative, context.now);
        }
    if (Folder* const sent = context.user.mailbox.find_folder_of_type(5);
        keeps_copy(context.line) && sent != nullptr)
        context.user.mailbox.deliver(*sent, mail, context.now);
    context.store.changed.notify_all();
}

http::Response pass_on(CommandContext& context)
{
    auto message = read_message(context.request.body);
    if (!message)
        return page_reply(400, reason_of(400), "The body is not a message.");
    const std::string* const collection_id = eas::find_parameter(context.line, "CollectionId");
    const std::string* const item_id = eas::find_parameter(context.line, "ItemId");
    if (collection_id == nullptr || item_id == nullptr)
        return page_reply(400, reason_of(400), "It is not said which mail it is about.");
    const Folder* const folder = context.user.mailbox.find_folder(*collection_id);
    const auto original =
        folder == nullptr ? std::map<std::string, Item>::const_iterator() : folder->items.find(*item_id);
    if (folder == nullptr || original == folder->items.end())
        return page_reply(500, reason_of(500), "The mail that it is about is not there.");
    if (!context.has_fault(Fault::LoseOriginal))
        message->mail.text += "\r\n-----Original Message-----\r\n" + original->second.text;
    send_out(context, std::move(*message));
    return empty_reply();
}

} // namespace easprobe::test_server
