#include "client/checks/sync/rounds.h"

#include "client/checks/answer.h"
#include "protocol/text/printable.h"

#include <utility>

namespace easprobe::checks::sync {

namespace {

/// At 12.1 a request may leave the class out; the folder's first request, or its answer, had it.
std::string class_of(const std::vector<Round>& rounds, const std::string& collection_id)
{
    for (const Round& round : rounds) {
        if (round.collection_id != collection_id)
            continue;
        if (!round.item_class.empty())
            return round.item_class;
        if (round.reply && !round.reply->item_class.empty())
            return round.reply->item_class;
    }
    return {};
}

Round read_round(const Exchange& exchange, const Evidence& evidence)
{
    Round round;
    round.exchange = &exchange;
    if (const pugi::xml_document* question = exchange.question()) {
        const pugi::xml_node collection =
            question->document_element().child("Collections").child("Collection");
        round.asked_key = collection.child_value("SyncKey");
        round.collection_id = collection.child_value("CollectionId");
        round.item_class = collection.child_value("Class");
    }
    if (answer_of(exchange, evidence) == Answer::Usable && exchange.reply() != nullptr)
        if (auto reply = eas::read_sync(*exchange.reply()))
            round.reply = std::move(*reply);
    return round;
}

} // namespace

std::vector<Round> rounds_of(const Evidence& evidence)
{
    std::vector<Round> rounds;
    for (const Exchange* exchange : exchanges_of(evidence, Phase::Sync))
        if (exchange->command == eas::Command::Sync)
            rounds.push_back(read_round(*exchange, evidence));
    for (Round& round : rounds)
        if (round.item_class.empty())
            round.item_class = class_of(rounds, round.collection_id);
    return rounds;
}

std::string name_of(const Round& round)
{
    return printable(round.item_class.empty() ? round.collection_id : round.item_class, 80);
}

std::vector<Item> items_of(const std::vector<Round>& rounds)
{
    std::vector<Item> items;
    for (const Round& round : rounds)
        if (round.reply)
            for (const pugi::xml_node& add : round.reply->items)
                items.push_back({round.exchange, round.item_class, add.child("ApplicationData")});
    return items;
}

} // namespace easprobe::checks::sync
