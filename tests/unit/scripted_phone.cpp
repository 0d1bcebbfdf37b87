#include "tests/unit/scripted_phone.h"

#include "tests/unit/sample_evidence.h"

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <map>

namespace easprobe::scripted {

namespace {

const char* const folders =
    "<FolderSync xmlns=\"FolderHierarchy\"><Status>1</Status><SyncKey>1</SyncKey><Changes><Count>2</Count>"
    "<Add><ServerId>5</ServerId><ParentId>0</ParentId><DisplayName>Inbox</DisplayName><Type>2</Type></Add>"
    "<Add><ServerId>6</ServerId><ParentId>0</ParentId><DisplayName>Contacts</DisplayName><Type>9</Type></Add>"
    "</Changes></FolderSync>";

const char* const estimate =
    "<GetItemEstimate xmlns=\"GetItemEstimate\"><Response><Status>1</Status><Collection><Class>Email</Class>"
    "<CollectionId>5</CollectionId><Estimate>0</Estimate></Collection></Response></GetItemEstimate>";

std::string provision(int nth)
{
    return fmt::format("<Provision xmlns=\"Provision\"><Status>1</Status><Policies><Policy>"
                       "<PolicyType>MS-WAP-Provisioning-XML</PolicyType><Status>1</Status>"
                       "<PolicyKey>{}</PolicyKey></Policy></Policies></Provision>",
                       nth * 111);
}

Answer as_usual(const Exchange& asked, const transport::Sending& sending, const std::string& command, int nth)
{
    if (command == "OPTIONS")
        return {http::Response{200,
                               "OK",
                               {{"MS-Server-ActiveSync", "6.5"},
                                {"MS-ASProtocolVersions", "2.5"},
                                {"MS-ASProtocolCommands", "Sync,FolderSync,GetItemEstimate,Ping,Provision"}},
                               ""},
                Milliseconds(10)};
    if (command == "FolderSync")
        return reply(folders);
    if (command == "GetItemEstimate")
        return reply(estimate);
    if (command == "Provision")
        return reply(provision(nth));
    if (command == "Ping")
        return sending.hold.count() > 0 ? Answer{HeldOpen{sending.hold}, sending.hold}
                                        : ping(1, sending.timeout - Milliseconds(30'000));
    return reply(fmt::format("<Sync xmlns=\"AirSync\"><Collections><Collection><Class>Email</Class>"
                             "<SyncKey>k{}</SyncKey><CollectionId>{}</CollectionId><Status>1</Status>"
                             "</Collection></Collections></Sync>",
                             nth,
                             asked.question()
                                 ->document_element()
                                 .child("Collections")
                                 .child("Collection")
                                 .child_value("CollectionId")));
}

} // namespace

Answer reply(std::string_view xml, Milliseconds took)
{
    return {http::Response{
                200, "OK", {{"Content-Type", "application/vnd.ms-sync.wbxml"}}, samples::wbxml_of(xml)},
            took};
}

Answer status(int code, Milliseconds took)
{
    return {http::Response{code, "", {}, ""}, took};
}

Answer ping(int status, Milliseconds took, const std::string& more)
{
    return reply(fmt::format("<Ping xmlns=\"Ping\"><Status>{}</Status>{}</Ping>", status, more), took);
}

Answer cut(Milliseconds after)
{
    return {TransportFailure{TransportFailure::Kind::Closed, "closed", {}}, after};
}

const HandsetProfile& handset()
{
    static const auto profile =
        read_profile(EASPROBE_SOURCE_DIR "/emulator-profiles/handsets/wm61-professional.xml");
    REQUIRE(profile.has_value());
    return *profile;
}

std::vector<std::string> Talk::commands() const
{
    std::vector<std::string> names;
    for (const Exchange& exchange : exchanges)
        names.emplace_back(exchange.command ? eas::to_string(*exchange.command) : "OPTIONS");
    return names;
}

std::vector<Exchange> Talk::of(eas::Command command) const
{
    std::vector<Exchange> found;
    for (const Exchange& exchange : exchanges)
        if (exchange.command == command)
            found.push_back(exchange);
    return found;
}

Talk talk(const Answers& instead, session::Options options, const HandsetProfile* changed)
{
    options.device_id = "0123456789ABCDEF0123456789ABCDEF";
    Target target;
    target.host = "eas.example.test";
    session::HandsetSession phone(changed != nullptr ? *changed : handset(), target, {"alice", "EXAMPLE"},
                                  options);
    Talk talk;
    std::map<std::string, int> seen;
    session::Action action = phone.first();
    while (const auto* sending = std::get_if<transport::Sending>(&action)) {
        Exchange exchange;
        exchange.number = static_cast<int>(talk.exchanges.size()) + 1;
        exchange.request = sending->request;
        exchange.purpose = sending->purpose;
        exchange.step = sending->step;
        exchange.probe = sending->probe;
        interpret(exchange);
        const std::string name(exchange.command ? eas::to_string(*exchange.command) : "OPTIONS");
        const int nth = ++seen[name];
        std::optional<Answer> answer = instead ? instead(exchange, name, nth) : std::nullopt;
        if (!answer)
            answer = as_usual(exchange, *sending, name, nth);
        exchange.ended = std::move(answer->ended);
        exchange.duration = answer->took;
        interpret(exchange);
        if (exchange.purpose == Purpose::Handset)
            talk.exchanges.push_back(exchange);
        REQUIRE(talk.exchanges.size() < 300);
        action = phone.next(exchange);
    }
    talk.ending = std::get<session::Done>(action).ending;
    return talk;
}

} // namespace easprobe::scripted
