#include "client/checks/ping/pings.h"

#include "client/checks/answer.h"
#include "protocol/http/gateway.h"

#include <iterator>
#include <utility>

namespace easprobe::checks::ping {

bool was_given_up(const Exchange& ping)
{
    const http::Response* const response = ping.response();
    return response != nullptr && http::gave_up_waiting(*response, ping.duration);
}

std::vector<Held> pings_of(const Case& given)
{
    std::vector<Held> pings;
    for (const Exchange* exchange : exchanges_of(given, Phase::Ping)) {
        Held held;
        held.exchange = exchange;
        if (const pugi::xml_document* question = exchange->question()) {
            const pugi::xml_node root = question->document_element();
            const auto folders = root.child("Folders").children("Folder");
            held.heartbeat = std::chrono::seconds(root.child("HeartbeatInterval").text().as_int());
            held.folders = static_cast<std::size_t>(std::distance(folders.begin(), folders.end()));
        } else if (exchange->request.body.empty() && !pings.empty()) {
            held.heartbeat = pings.back().heartbeat;
            held.folders = pings.back().folders;
        }
        if (given.answer(*exchange) == Answer::Usable && exchange->reply() != nullptr)
            if (auto reply = eas::read_ping(*exchange->reply()))
                held.reply = std::move(*reply);
        pings.push_back(std::move(held));
    }
    return pings;
}

} // namespace easprobe::checks::ping
