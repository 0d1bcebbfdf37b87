#include "tests/unit/talk.h"

#include "client/handset/profile.h"
#include "tests/unit/sample_evidence.h"

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <map>

namespace easprobe::talk {

namespace {

const HandsetProfile& handset()
{
    static const HandsetProfile profile = [] {
        auto read = read_profile(EASPROBE_SOURCE_DIR "/emulator-profiles/handsets/wm61-professional.xml");
        REQUIRE(read.has_value());
        return *read;
    }();
    return profile;
}

} // namespace

http::Response reply(std::string_view xml)
{
    return {200, "OK", {{"Content-Type", "application/vnd.ms-sync.wbxml"}}, samples::wbxml_of(xml)};
}

http::Response status(int code)
{
    return {code, "", {}, ""};
}

http::Response options_of(const std::string& versions)
{
    return {200,
            "OK",
            {{"MS-Server-ActiveSync", "8.1"},
             {"MS-ASProtocolVersions", versions},
             {"MS-ASProtocolCommands", "Sync,FolderSync,GetItemEstimate,Ping,Provision"}},
            ""};
}

extern const char* const inbox_alone;
const char* const inbox_alone =
    "<FolderSync xmlns=\"FolderHierarchy\"><Status>1</Status><SyncKey>1</SyncKey><Changes><Count>1</Count>"
    "<Add><ServerId>5</ServerId><ParentId>0</ParentId><DisplayName>Inbox</DisplayName><Type>2</Type></Add>"
    "</Changes></FolderSync>";

std::string sync_answer(int status, const std::string& key, const std::string& more)
{
    return fmt::format(
        "<Sync xmlns=\"AirSync\" xmlns:email=\"Email\" "
        "xmlns:airsyncbase=\"AirSyncBase\"><Collections><Collection><Class>Email</Class>{}"
        "<CollectionId>5</CollectionId><Status>{}</Status>{}</Collection></Collections></Sync>",
        key.empty() ? "" : "<SyncKey>" + key + "</SyncKey>", status, more);
}

extern const char* const one_item;
const char* const one_item =
    "<GetItemEstimate xmlns=\"GetItemEstimate\"><Response><Status>1</Status><Collection>"
    "<Class>Email</Class><CollectionId>5</CollectionId><Estimate>1</Estimate>"
    "</Collection></Response></GetItemEstimate>";

std::string provision_answer(const std::string& key, int policy_status, const std::string& more)
{
    return fmt::format(
        "<Provision xmlns=\"Provision\"><Status>1</Status>{}<Policies><Policy><PolicyType>"
        "MS-WAP-Provisioning-XML</PolicyType><Status>{}</Status>{}</Policy></Policies></Provision>",
        more, policy_status, key.empty() ? "" : "<PolicyKey>" + key + "</PolicyKey>");
}

Names Talk::commands() const
{
    Names names;
    for (const Exchange& exchange : exchanges)
        names.emplace_back(exchange.command ? eas::to_string(*exchange.command) : "OPTIONS");
    return names;
}

Talk talk_with(const Answers& answers, session::Options options)
{
    options.device_id = "0123456789ABCDEF0123456789ABCDEF";
    options.ping = false;
    Target target;
    target.host = "eas.example.test";
    session::HandsetSession phone(handset(), target, {"alice", "EXAMPLE"}, options);
    Talk talk;
    std::map<std::string, int> seen;
    session::Action action = phone.first();
    while (auto* sending = std::get_if<transport::Sending>(&action)) {
        Exchange exchange;
        exchange.number = static_cast<int>(talk.exchanges.size()) + 1;
        exchange.request = sending->request;
        exchange.purpose = sending->purpose;
        exchange.step = sending->step;
        exchange.probe = sending->probe;
        exchange.url = "https://eas.example.test" + sending->request.target;
        exchange.ended = http::Response{};
        interpret(exchange);
        const std::string name(exchange.command ? eas::to_string(*exchange.command) : "OPTIONS");
        if (const auto answer = answers(name, ++seen[name]))
            exchange.ended = *answer;
        else
            exchange.ended = TransportFailure{TransportFailure::Kind::Closed, "closed", {}};
        interpret(exchange);
        if (exchange.purpose == Purpose::Handset)
            talk.exchanges.push_back(exchange);
        REQUIRE(talk.exchanges.size() < 3000);
        action = phone.next(exchange);
    }
    talk.ending = std::get<session::Done>(action).ending;
    return talk;
}

Answers healthy(const Answers& instead)
{
    return [instead](const std::string& command, int nth) -> Answer {
        if (instead)
            if (auto other = instead(command, nth); other && other->status != 0)
                return other;
        if (command == "OPTIONS")
            return options_of("1.0,2.0,2.1,2.5");
        if (command == "FolderSync")
            return reply(inbox_alone);
        if (command == "GetItemEstimate")
            return reply(one_item);
        if (command == "Provision")
            return reply(provision_answer(nth % 2 == 1 ? "111" : "222"));
        return reply(sync_answer(1, fmt::format("{{k}}{}", nth)));
    };
}

Answer as_usual()
{
    return http::Response{};
}

} // namespace easprobe::talk
