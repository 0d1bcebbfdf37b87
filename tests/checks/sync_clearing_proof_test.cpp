// With --write: a server that says more than it does is believed nothing, and one without end is left.
#include "tests/rig/conversation.h"
#include "tests/rig/interference.h"
#include "tests/rig/replies.h"

#include <algorithm>
#include <doctest/doctest.h>

using namespace easprobe;
using namespace easprobe::writing;

namespace {

std::string fetch_with_status(int status)
{
    return "<Sync "
           "xmlns=\"AirSync\"><Collections><Collection><SyncKey>77</SyncKey><CollectionId>1</CollectionId>"
           "<Status>1</Status><Responses><Fetch><ServerId>1</ServerId><Status>" +
           std::to_string(status) + "</Status></Fetch></Responses></Collection></Collections></Sync>";
}

std::string folder_change(const std::string& server_id)
{
    return "<FolderCreate xmlns=\"FolderHierarchy\"><Status>1</Status><SyncKey>5</SyncKey><ServerId>" +
           server_id + "</ServerId></FolderCreate>";
}

std::string all_folders(const std::string& name)
{
    return "<FolderSync "
           "xmlns=\"FolderHierarchy\"><Status>1</Status><SyncKey>9</SyncKey><Changes><Count>1</Count>"
           "<Add><ServerId>777</ServerId><ParentId>0</ParentId><DisplayName>" +
           name + "</DisplayName><Type>12</Type></Add></Changes></FolderSync>";
}

std::size_t sent(const Evidence& evidence, ErrandStep step)
{
    return static_cast<std::size_t>(std::ranges::count(evidence.exchanges, step, &Exchange::step));
}

} // namespace

TEST_CASE("a folder that the server says it deletes, and still lists, is named and is a finding")
{
    const auto server = start();
    const Evidence evidence =
        with(*server, {[](const transport::Sending& sending) -> std::optional<http::Response> {
                           if (sending.step == ErrandStep::FolderDelete)
                               return rig::reply("<FolderDelete xmlns=\"FolderHierarchy\"><Status>1</Status>"
                                                 "<SyncKey>6</SyncKey></FolderDelete>");
                           return std::nullopt;
                       },
                       {}});
    CHECK(
        evidence.left_behind ==
        std::vector<std::string>{
            "the folder \"easprobe 1a2b3c renamed\": the server says that it deletes it, and still has it"});
    CHECK(sent(evidence, ErrandStep::FolderDelete) < 5);
    CHECK(conversation::outcome("sync.folders-two-way", evidence) == "degraded");
    CHECK(conversation::outcome("sync.mailbox-left-as-found", evidence) == "advice");
}

TEST_CASE("a folder list that names the folder again and again comes to an end")
{
    const auto server = start();
    const Evidence evidence =
        with(*server, {[](const transport::Sending& sending) -> std::optional<http::Response> {
                           if (sending.step == ErrandStep::ClearingFolders)
                               return rig::reply(all_folders("easprobe 1a2b3c"));
                           return std::nullopt;
                       },
                       {}});
    CHECK(sent(evidence, ErrandStep::ClearingFolders) < 5);
}

TEST_CASE("copies that never end are left after some hundred requests, and what stays is named")
{
    const auto server = start();
    int number = 0;
    const Evidence evidence =
        with(*server, {[&](const transport::Sending& sending) -> std::optional<http::Response> {
                           if (sending.step != ErrandStep::ClearingCopies)
                               return std::nullopt;
                           const std::string id = std::to_string(++number);
                           return rig::reply(
                               "<Sync xmlns=\"AirSync\" xmlns:email=\"Email\"><Collections><Collection>"
                               "<SyncKey>" +
                               id +
                               "</SyncKey><CollectionId>5</CollectionId><Status>1</Status><MoreAvailable/>"
                               "<Commands><Add><ServerId>5:" +
                               id +
                               "</ServerId><ApplicationData><email:Subject>"
                               "easprobe 1a2b3c</email:Subject></ApplicationData></Add></Commands>"
                               "</Collection></Collections></Sync>");
                       },
                       {}});
    CHECK(evidence.exchanges.size() < 600);
    CHECK_FALSE(evidence.left_behind.empty());
}

TEST_CASE("an item that a Fetch fails for is not gone by that")
{
    const auto server = start();
    const std::string before = server->mailbox_of("alice");
    const Evidence evidence =
        with(*server, {[](const transport::Sending& sending) -> std::optional<http::Response> {
                           if (sending.step == ErrandStep::ContactDelete)
                               return rig::reply(rig::sync_answer(1, "76"));
                           if (sending.step == ErrandStep::ContactGone)
                               return rig::reply(fetch_with_status(5));
                           return std::nullopt;
                       },
                       {}});
    CHECK(sent(evidence, ErrandStep::ClearingDelete) > 0);
    CHECK(evidence.left_behind == std::vector<std::string>{});
    CHECK(server->mailbox_of("alice") == before);
}

TEST_CASE("an accepted meeting that does not show in the calendar may still be there")
{
    const auto server = start();
    const Evidence evidence =
        with(*server,
             {[](const transport::Sending& sending) -> std::optional<http::Response> {
                  if (sending.step == ErrandStep::InvitationEvent || sending.step == ErrandStep::ClearingLook)
                      return rig::reply(rig::sync_answer(1, "77"));
                  return std::nullopt;
              },
              {}});
    CHECK(evidence.left_behind ==
          std::vector<std::string>{
              "the event \"easprobe 1a2b3c meeting\": it was sent and has not come in so far"});
}

TEST_CASE("a new folder with the ServerId of an old one is not taken for it")
{
    const auto server = start();
    std::vector<ErrandStep> changed;
    with(*server, {[&](const transport::Sending& sending) -> std::optional<http::Response> {
                       if (sending.step == ErrandStep::FolderCreate)
                           return rig::reply(folder_change("5"));
                       if (sending.step == ErrandStep::FolderDelete ||
                           sending.step == ErrandStep::FolderRename || sending.step == ErrandStep::MailMove)
                           changed.push_back(*sending.step);
                       return std::nullopt;
                   },
                   {}});
    CHECK(changed == std::vector<ErrandStep>{});
}

TEST_CASE("a mail whose sending ran into a time-out on the way is looked for")
{
    const auto server = start();
    const std::string before = server->mailbox_of("alice");
    const Evidence evidence = with(*server, {{}, [](const transport::Sending& sending, Exchange& exchange) {
                                                 if (sending.step == ErrandStep::MailSend)
                                                     exchange.ended = rig::status(408);
                                             }});
    CHECK(sent(evidence, ErrandStep::MailSend) == 1);
    CHECK(evidence.left_behind == std::vector<std::string>{});
    CHECK(server->mailbox_of("alice") == before);
}
