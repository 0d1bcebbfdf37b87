// What the phone does with its policy: the keys it sends, what it says of the policy, and a wipe order.
#include "tests/rig/scripted_phone.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

using namespace easprobe;
using namespace easprobe::rig;

namespace {

std::string key_of(const Exchange& exchange)
{
    const std::string* key = http::find(exchange.request.headers, "X-MS-PolicyKey");
    return key == nullptr ? "(none)" : *key;
}

std::vector<std::string> keys(const std::vector<Exchange>& exchanges)
{
    std::vector<std::string> all;
    for (const Exchange& exchange : exchanges)
        all.push_back(key_of(exchange));
    return all;
}

std::string policy(const std::string& inside, int status = 1)
{
    return fmt::format(
        "<Provision xmlns=\"Provision\"><Status>1</Status><Policies><Policy><PolicyType>"
        "MS-WAP-Provisioning-XML</PolicyType><Status>{}</Status>{}</Policy></Policies></Provision>",
        status, inside);
}

const char* const beyond_any_handset =
    "<PolicyKey>111</PolicyKey><Data>&lt;wap-provisioningdoc>&lt;characteristic type=\"BrandNew\">"
    "&lt;parm name=\"Lock\" value=\"1\"/>&lt;/characteristic>&lt;/wap-provisioningdoc></Data>";

/// FolderSync wants a policy once; Provision is answered so.
Answers with_policy(const std::function<Answer(int nth)>& answer)
{
    return [answer](const Exchange&, const std::string& command, int nth) -> Answer {
        if (command == "FolderSync" && nth == 1)
            return status(449);
        return command == "Provision" ? answer(nth) : std::nullopt;
    };
}

Wishes without_ping(bool write = false, bool own_device_id = true)
{
    Wishes wishes;
    wishes.circumstances.ping = false;
    wishes.circumstances.write = write;
    wishes.options.own_device_id = own_device_id;
    return wishes;
}

std::string acknowledged(const Talk& talk)
{
    const auto provisions = talk.of(eas::Command::Provision);
    REQUIRE(provisions.size() >= 2);
    return provisions[1]
        .question()
        ->document_element()
        .child("Policies")
        .child("Policy")
        .child_value("Status");
}

using Keys = std::vector<std::string>;

} // namespace

TEST_CASE("each provisioning begins with key 0, acknowledges with the temporary key and ends with a new one")
{
    const Talk seen = talk(
        [](const Exchange&, const std::string& command, int nth) -> Answer {
            if ((command == "FolderSync" && nth == 1) || (command == "Sync" && nth == 2))
                return status(449);
            return std::nullopt;
        },
        without_ping());
    CHECK(keys(seen.of(eas::Command::Provision)) == Keys{"0", "111", "0", "333"});
    CHECK(keys(seen.of(eas::Command::FolderSync)) == Keys{"0", "222"});
    // The second Sync was refused with the first key and sent again with the second.
    const auto syncs = seen.of(eas::Command::Sync);
    REQUIRE(syncs.size() == 3);
    CHECK(keys(syncs) == Keys{"222", "222", "444"});
    CHECK(syncs[1].request.body == syncs[2].request.body);
    CHECK(seen.ending.kind == Ending::Kind::Complete);
}

TEST_CASE("what the handset cannot enforce it says, as its profile has it")
{
    const auto server = with_policy([](int nth) -> Answer {
        return nth == 1 ? Answer(reply(policy(beyond_any_handset))) : std::nullopt;
    });
    const Talk in_part = talk(server, without_ping());
    CHECK(acknowledged(in_part) == "2");
    CHECK(in_part.ending.kind == Ending::Kind::Complete);

    HandsetProfile strict = handset();
    strict.policies.refuses_beyond = true;
    const Talk refused = talk(server, without_ping(), &strict);
    CHECK(acknowledged(refused) == "3");
    CHECK(refused.ending.reason == "this handset does not take the policy");

    const Talk whole = talk(with_policy([](int) { return std::nullopt; }), without_ping());
    CHECK(acknowledged(whole) == "1");
}

TEST_CASE("a policy that is no document is not applied")
{
    const Talk seen =
        talk(with_policy([](int nth) -> Answer {
                 return nth == 1 ? Answer(reply(policy("<PolicyKey>111</PolicyKey><Data>no document</Data>")))
                                 : std::nullopt;
             }),
             without_ping());
    CHECK(acknowledged(seen) == "3");
}

TEST_CASE("where the server has no policy, key 0 stays good")
{
    const Talk seen = talk(with_policy([](int) { return reply(policy("", 2)); }), without_ping());
    CHECK(keys(seen.of(eas::Command::FolderSync)) == Keys{"0", "0"});
    CHECK(seen.ending.kind == Ending::Kind::Complete);
}

TEST_CASE("statuses 3 and 4 of a policy end it, and 5 fetches it again, once")
{
    for (const int status : {3, 4}) {
        const Talk seen = talk(with_policy([&](int) { return reply(policy("", status)); }), without_ping());
        CHECK(seen.ending.reason == fmt::format("policy status {}", status));
    }
    const Talk again = talk(
        with_policy([](int nth) -> Answer { return nth == 2 ? Answer(reply(policy("", 5))) : std::nullopt; }),
        without_ping());
    CHECK(keys(again.of(eas::Command::Provision)) == Keys{"0", "111", "0", "333"});
    CHECK(again.ending.kind == Ending::Kind::Complete);
    const Talk always = talk(with_policy([](int nth) -> Answer {
                                 return nth % 2 == 0 ? Answer(reply(policy("", 5))) : std::nullopt;
                             }),
                             without_ping());
    CHECK(always.of(eas::Command::Provision).size() == 4);
    CHECK(always.ending.reason == "policy status 5 to the acknowledgement");
}

TEST_CASE("an order to wipe is answered with --write alone, and never for a device id that was given")
{
    const auto order = with_policy([](int nth) -> Answer {
        return reply(nth == 1 ? "<Provision xmlns=\"Provision\"><Status>1</Status><RemoteWipe/></Provision>"
                              : "<Provision xmlns=\"Provision\"><Status>1</Status></Provision>");
    });
    const Talk silent = talk(order, without_ping());
    CHECK(silent.of(eas::Command::Provision).size() == 1);
    CHECK(silent.ending.reason == "the server orders this handset to be wiped");

    const Talk given = talk(order, without_ping(true, false));
    CHECK(given.of(eas::Command::Provision).size() == 1);
    CHECK(given.ending.kind == Ending::Kind::Blocked);
    CHECK(given.ending.reason ==
          "the server orders the device with the given id to be wiped, which is left to that device");

    const Talk confirmed = talk(order, without_ping(true));
    const auto provisions = confirmed.of(eas::Command::Provision);
    REQUIRE(provisions.size() == 2);
    const pugi::xml_node root = provisions[1].question()->document_element();
    CHECK(std::string(root.child("RemoteWipe").child_value("Status")) == "1");
    CHECK(root.child("Policies").empty());
    CHECK(confirmed.ending.reason ==
          "the server ordered this handset to be wiped, and the order was confirmed");
}
