#include "tests/rig/scripted_phone.h"

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <map>

namespace easprobe::rig {

namespace {

Reply healthy_reply(const Exchange& asked, const transport::Sending& sending, const std::string& command,
                    int nth)
{
    if (command == "OPTIONS")
        return options_of("1.0,2.0,2.1,2.5");
    if (command == "FolderSync")
        return reply(inbox_alone);
    if (command == "GetItemEstimate")
        return reply(one_item);
    if (command == "Provision")
        return reply(provision_answer(std::to_string(nth * 111)));
    if (command == "Ping")
        return sending.hold.count() > 0 ? Reply(HeldOpen{sending.hold}, sending.hold)
                                        : ping(1, sending.timeout - Milliseconds(30'000));
    const auto collection =
        asked.question() == nullptr
            ? pugi::xml_node()
            : asked.question()->document_element().child("Collections").child("Collection");
    return reply(sync_answer(1, fmt::format("{{k}}{}", nth), {}, collection.child_value("CollectionId")));
}

} // namespace

Answer as_usual()
{
    return std::nullopt;
}

Reply ping(int status, Milliseconds took, const std::string& more)
{
    return {reply(fmt::format("<Ping xmlns=\"Ping\"><Status>{}</Status>{}</Ping>", status, more)), took};
}

Reply cut(Milliseconds after)
{
    return {TransportFailure{TransportFailure::Kind::Closed, "closed", {}}, after};
}

Names Talk::commands() const
{
    Names names;
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

Wishes unhurried()
{
    Wishes wishes;
    wishes.options.time = {};
    return wishes;
}

Talk talk(const Answers& instead, Wishes wishes, const HandsetProfile* changed)
{
    wishes.options.device_id = "0123456789ABCDEF0123456789ABCDEF";
    Target target;
    target.host = "eas.example.test";
    session::HandsetSession phone(changed != nullptr ? *changed : handset(), target, {"alice", "EXAMPLE"},
                                  wishes.circumstances, wishes.options);
    Talk talk;
    std::map<std::string, int> seen;
    session::Action action = phone.first();
    while (const auto* sending = std::get_if<transport::Sending>(&action)) {
        Exchange exchange;
        exchange.number = static_cast<int>(talk.exchanges.size()) + 1;
        exchange.request = sending->request;
        exchange.purpose = sending->purpose;
        exchange.probe = sending->probe;
        exchange.step = sending->step;
        exchange.url = "https://eas.example.test" + sending->request.target;
        interpret(exchange);
        const std::string name(exchange.command ? eas::to_string(*exchange.command) : "OPTIONS");
        const int nth = ++seen[name];
        Answer answer = instead ? instead(exchange, name, nth) : as_usual();
        if (!answer)
            answer = healthy_reply(exchange, *sending, name, nth);
        exchange.ended = std::move(answer->ended);
        exchange.duration = answer->took;
        interpret(exchange);
        if (exchange.purpose == Purpose::Handset)
            talk.exchanges.push_back(exchange);
        REQUIRE(talk.exchanges.size() < 3000);
        action = phone.next(exchange);
    }
    talk.ending = std::get<session::Done>(action).ending;
    return talk;
}

Talk talk_without_ping(const Answers& instead, Wishes wishes)
{
    wishes.circumstances.ping = false;
    return talk(instead, std::move(wishes));
}

} // namespace easprobe::rig
