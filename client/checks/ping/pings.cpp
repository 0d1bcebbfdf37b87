#include "client/checks/ping/pings.h"

#include "client/checks/answer.h"

#include <utility>

namespace easprobe::checks::ping {

std::vector<Held> pings_of(const Evidence& evidence)
{
    std::vector<Held> pings;
    for (const Exchange* exchange : exchanges_of(evidence, Phase::Ping)) {
        Held held;
        held.exchange = exchange;
        if (const pugi::xml_document* question = exchange->question())
            held.heartbeat =
                std::chrono::seconds(question->document_element().child("HeartbeatInterval").text().as_int());
        if (answer_of(*exchange, evidence) == Answer::Usable && exchange->reply() != nullptr)
            if (auto reply = eas::read_ping(*exchange->reply()))
                held.reply = std::move(*reply);
        pings.push_back(std::move(held));
    }
    return pings;
}

} // namespace easprobe::checks::ping
