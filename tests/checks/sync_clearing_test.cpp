// With --write nothing is taken for gone that is not seen to be, and nothing of the user's is touched,
// however the server answers.
#include "tests/rig/conversation.h"
#include "tests/rig/interference.h"
#include "tests/rig/replies.h"

#include <algorithm>
#include <doctest/doctest.h>
#include <fmt/format.h>
#include <functional>
#include <utility>

using namespace easprobe;
using namespace easprobe::writing;
using test_server::TestServer;

namespace {

Evidence with_answer_lost(const TestServer& server, ErrandStep step)
{
    bool lost = false;
    return with(server,
                {{}, [&](const transport::Sending& sending, Exchange& exchange) {
                     if (sending.step == step && !std::exchange(lost, true))
                         exchange.ended = TransportFailure{TransportFailure::Kind::CutShort, "cut", {}};
                 }});
}

/// These steps do not reach the server, each time.
Between refused_with(int status, std::vector<ErrandStep> steps)
{
    return {[=](const transport::Sending& sending) -> std::optional<http::Response> {
                if (std::ranges::find(steps, sending.step) == steps.end())
                    return std::nullopt;
                return rig::status(status);
            },
            {}};
}

/// One after the other, until one answers.
Between either(Between first, Between second)
{
    return {[first = std::move(first.instead), second = std::move(second.instead)](
                const transport::Sending& sending) -> std::optional<http::Response> {
                auto answer = first(sending);
                return answer ? std::move(answer) : second(sending);
            },
            {}};
}

/// The answer gets so much longer.
void swell(Exchange& exchange, std::size_t bytes)
{
    if (auto* const response = std::get_if<http::Response>(&exchange.ended))
        response->body.append(bytes, 'x');
}

/// The address list says this, and UserInformation is refused.
Between address_list_of(std::string entries)
{
    return {[=](const transport::Sending& sending) -> std::optional<http::Response> {
                if (sending.step == ErrandStep::SettingsOwnAddress)
                    return rig::status(501);
                if (sending.step != ErrandStep::SearchAddressList)
                    return std::nullopt;
                return rig::reply(
                    "<Search xmlns=\"Search\" xmlns:gal=\"GAL\"><Status>1</Status><Response><Store>"
                    "<Status>1</Status>" +
                    entries + "</Store></Response></Search>");
            },
            {}};
}

std::string entry(const std::string& address)
{
    return "<Result><Properties><gal:EmailAddress>" + address + "</gal:EmailAddress></Properties></Result>";
}

} // namespace

TEST_CASE("a step whose answer is lost leaves nothing behind, although the server has carried it out")
{
    for (const ErrandStep step :
         {ErrandStep::FolderCreate, ErrandStep::MailSend, ErrandStep::MailMarkRead, ErrandStep::ReplySend,
          ErrandStep::ForwardSend, ErrandStep::InvitationSend, ErrandStep::InvitationAccept,
          ErrandStep::InvitationEvent, ErrandStep::MailMove, ErrandStep::ReplyMove, ErrandStep::MailDelete,
          ErrandStep::FolderRename, ErrandStep::FolderDelete, ErrandStep::ContactAdd, ErrandStep::EventChange,
          ErrandStep::TaskDelete}) {
        CAPTURE(to_string(step));
        const auto server = start();
        const std::string before = server->mailbox_of("alice");
        const Evidence evidence = with_answer_lost(*server, step);
        CHECK(has_step(evidence, step));
        CHECK(evidence.left_behind == std::vector<std::string>{});
        CHECK(server->mailbox_of("alice") == before);
    }
}

TEST_CASE("what the server fails to delete and to show is not gone by that")
{
    const auto server = start();
    const std::string before = server->mailbox_of("alice");
    const Evidence evidence = with(
        *server, refused_with(503, {ErrandStep::MailMove, ErrandStep::ReplyMove, ErrandStep::MailDelete,
                                    ErrandStep::ReplyDelete, ErrandStep::MailGone, ErrandStep::ContactDelete,
                                    ErrandStep::ContactGone, ErrandStep::EventDelete, ErrandStep::TaskGone}));
    CHECK(has_step(evidence, ErrandStep::MailGone));
    CHECK(evidence.left_behind == std::vector<std::string>{});
    CHECK(server->mailbox_of("alice") == before);
}

TEST_CASE(
    "a mail that a gateway knows nothing of may be on its way, one that the server failed at is looked for")
{
    const auto server = start();
    const std::string before = server->mailbox_of("alice");
    const Evidence sent =
        with(*server, {{}, [](const transport::Sending& sending, Exchange& exchange) {
                           if (sending.step == ErrandStep::MailSend || sending.step == ErrandStep::ReplySend)
                               exchange.ended = rig::status(504);
                       }});
    CHECK(has_step(sent, ErrandStep::ReplySend));
    CHECK(sent.left_behind == std::vector<std::string>{});
    CHECK(server->mailbox_of("alice") == before);
    CHECK(with(*server, refused_with(504, {ErrandStep::MailSend})).left_behind ==
          std::vector<std::string>{"the mail \"easprobe 1a2b3c\": it was sent and has not come in so far"});
    for (const int status : {403, 500})
        CHECK(with(*server, refused_with(status, {ErrandStep::MailSend})).left_behind ==
              std::vector<std::string>{});
}

TEST_CASE("what was deleted is gone once an answer shows it, and only then")
{
    const auto server = start();
    const std::string before = server->mailbox_of("alice");
    CHECK(with(*server, refused_with(501, {ErrandStep::ContactDelete, ErrandStep::ClearingCheck}))
              .left_behind == std::vector<std::string>{});
    CHECK(server->mailbox_of("alice") == before);
    const Between unseen = either(
        refused_with(403, {ErrandStep::InvitationSend}),
        refused_with(503, {ErrandStep::ContactDelete, ErrandStep::ClearingCheck, ErrandStep::ClearingLook}));
    CHECK(with(*server, unseen).left_behind ==
          std::vector<std::string>{"the contact \"easprobe 1a2b3c\": it could not be looked for"});
}

TEST_CASE("an item whose making nobody has answered may still come, one that the server refused does not")
{
    const auto server = start();
    CHECK(with(*server, refused_with(504, {ErrandStep::TaskAdd})).left_behind ==
          std::vector<std::string>{"the task \"easprobe 1a2b3c\": it was sent and has not come in so far"});
    for (const int status : {403, 500})
        CHECK(with(*server, refused_with(status, {ErrandStep::TaskAdd})).left_behind ==
              std::vector<std::string>{});
}

TEST_CASE("a policy that the server wants while the run clears away is fetched, and nothing is left behind")
{
    const auto server = start();
    const std::string before = server->mailbox_of("alice");
    bool asked = false;
    const Evidence evidence =
        with(*server, {[&](const transport::Sending& sending) -> std::optional<http::Response> {
                           if (sending.step == ErrandStep::EventDelete)
                               return rig::status(503);
                           if (sending.step == ErrandStep::ClearingDelete && !std::exchange(asked, true))
                               return rig::status(449);
                           return std::nullopt;
                       },
                       {}});
    CHECK(asked);
    CHECK(evidence.left_behind == std::vector<std::string>{});
    CHECK(server->mailbox_of("alice") == before);
}

TEST_CASE(
    "a server that wants a policy again and again while the run clears away is left, and what stays is named")
{
    const auto server = start();
    const Evidence evidence =
        with(*server, either(refused_with(403, {ErrandStep::InvitationSend}),
                             refused_with(449, {ErrandStep::EventDelete, ErrandStep::ClearingDelete})));
    CHECK(evidence.left_behind ==
          std::vector<std::string>{"the event \"easprobe 1a2b3c\": the server let nothing more be done",
                                   "the folder \"easprobe 1a2b3c renamed\": deleted, the server says, and "
                                   "whether it is gone could not be seen"});
}

TEST_CASE("a folder that a server puts among the deleted items is deleted there as well")
{
    const auto server = start();
    std::vector<std::string> deletions;
    const Evidence evidence =
        with(*server, {[&](const transport::Sending& sending) -> std::optional<http::Response> {
                           if (sending.step == ErrandStep::FolderDelete)
                               deletions.push_back(sending.request.body);
                           if (sending.step != ErrandStep::ClearingFolders || deletions.size() != 1)
                               return std::nullopt;
                           return rig::reply(
                               "<FolderSync xmlns=\"FolderHierarchy\"><Status>1</Status><SyncKey>9</SyncKey>"
                               "<Changes><Count>1</Count><Add><ServerId>777</ServerId><ParentId>4</ParentId>"
                               "<DisplayName>easprobe 1a2b3c renamed</DisplayName><Type>12</Type></Add>"
                               "</Changes></FolderSync>");
                       },
                       {}});
    REQUIRE(deletions.size() >= 2);
    CHECK(deletions[1].find("777") != std::string::npos);
}

TEST_CASE("once its folder has begun anew an item is looked for by its name before it is deleted")
{
    const auto server = start();
    const std::string before = server->mailbox_of("alice");
    bool lost = false;
    const Between between{[&](const transport::Sending& sending) -> std::optional<http::Response> {
                              if (sending.step == ErrandStep::ForwardSend ||
                                  sending.step == ErrandStep::InvitationSend)
                                  return rig::status(403); // The contact alone is to be cleared away.
                              if (sending.step == ErrandStep::ContactDelete)
                                  return rig::status(503);
                              if (sending.step == ErrandStep::ClearingDelete && !std::exchange(lost, true))
                                  return rig::reply(rig::sync_answer(3, "0"));
                              return std::nullopt;
                          },
                          {}};
    const Evidence evidence = with(*server, between);
    std::vector<ErrandStep> clearing;
    for (const Exchange& exchange : evidence.exchanges)
        if (recorded_name(exchange).starts_with("clearing.") && exchange.step != ErrandStep::ClearingCopies &&
            exchange.step != ErrandStep::ClearingFolders) // Those are of the mail and its folder.
            clearing.push_back(*exchange.step);
    CHECK(clearing == std::vector{ErrandStep::ClearingDelete, ErrandStep::ClearingKey,
                                  ErrandStep::ClearingLook, ErrandStep::ClearingDelete,
                                  ErrandStep::ClearingCheck});
    CHECK(evidence.left_behind == std::vector<std::string>{});
    CHECK(server->mailbox_of("alice") == before);
}

TEST_CASE("a folder of the user's that got the ServerId of the run's own is not deleted")
{
    const auto server = start();
    std::vector<std::string> deletions;
    const Between between{
        [&](const transport::Sending& sending) -> std::optional<http::Response> {
            if (sending.step == ErrandStep::FolderDelete) {
                deletions.push_back(sending.request.body);
                return deletions.size() == 1 ? std::optional(rig::status(503)) : std::nullopt;
            }
            if (sending.step != ErrandStep::ClearingFolders)
                return std::nullopt;
            std::string folders;
            for (int id = 1; id < 100; ++id)
                folders += fmt::format("<Add><ServerId>{}</ServerId><ParentId>0</ParentId><DisplayName>{}"
                                       "</DisplayName><Type>12</Type></Add>",
                                       id, id == 98 ? "easprobe 1a2b3c renamed" : "Mine");
            return rig::reply("<FolderSync xmlns=\"FolderHierarchy\"><Status>1</Status><SyncKey>1</SyncKey>"
                              "<Changes><Count>99</Count>" +
                              folders + "</Changes></FolderSync>");
        },
        {}};
    with(*server, between);
    REQUIRE(deletions.size() >= 2);
    const std::string server_id("\x03\x39\x38\0", 4); // "98" in WBXML; a SyncKey may have it inside.
    CHECK(deletions[0].find(server_id) == std::string::npos);
    CHECK(deletions[1].find(server_id) != std::string::npos);
}

TEST_CASE("a run that is ended for how much has come clears away all the same, and names what it cannot")
{
    for (const bool floods_clearing : {false, true}) {
        CAPTURE(floods_clearing);
        const auto server = start();
        const std::string before = server->mailbox_of("alice");
        const Evidence evidence =
            with(*server, {refused_with(403, {ErrandStep::ForwardSend, ErrandStep::InvitationSend}).instead,
                           [&](const transport::Sending& sending, Exchange& exchange) {
                               if (sending.step == ErrandStep::ContactChange)
                                   swell(exchange, most_bytes_received + 1);
                               if (sending.step == ErrandStep::ClearingDelete && floods_clearing)
                                   swell(exchange, most_bytes_clearing + 1);
                           }});
        CHECK(evidence.ending.kind == Ending::Kind::Blocked);
        CHECK_FALSE(has_step(evidence, ErrandStep::ContactLook));
        CHECK(evidence.left_behind.size() == (floods_clearing ? 2 : 0));
        CHECK(server->mailbox_of("alice") == before);
    }
}

TEST_CASE("mail to oneself goes out only where the address is known to be the user's")
{
    const auto server = start();
    const auto goes_out = [&](const std::string& entries, const std::string& user) {
        return has_step(with(*server, address_list_of(entries), user), ErrandStep::MailSend);
    };
    const std::string alice = entry("alice@example.test");
    CHECK(goes_out(alice + entry("alice.b@example.test"), "alice"));
    CHECK(goes_out(alice + alice, "alice"));
    CHECK_FALSE(goes_out(alice + entry("alice@elsewhere.test"), "alice"));
    CHECK_FALSE(goes_out(entry("alice@elsewhere.test"), "alice")); // A stranger, alone in the list.
    CHECK_FALSE(goes_out(entry("alice@example.test, victim@elsewhere.test"), "alice"));
    CHECK_FALSE(goes_out("", "alice@example.test"));
    CHECK(goes_out(alice + entry("alice@elsewhere.test"), "alice@example.test"));
    CHECK(has_step(with(*server, {}, "alice@example.test"),
                   ErrandStep::MailSend)); // UserInformation has told it.
}
