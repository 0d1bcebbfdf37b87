#include "client/checks/sync/rounds.h"

#include "client/checks/answer.h"
#include "client/checks/folder_sync/folders.h"
#include "protocol/eas/get_item_estimate.h"
#include "protocol/text/printable.h"

#include <algorithm>
#include <utility>

namespace easprobe::checks::sync {

namespace {

/// At 12.1 neither request nor answer need name the class; the folder's type says it.
std::string class_of(const std::vector<eas::Folder>& folders, const std::string& collection_id)
{
    const auto folder = std::ranges::find(folders, collection_id, &eas::Folder::server_id);
    return folder == folders.end() ? std::string() : std::string(eas::class_of_folder(folder->type));
}

Round read_round(const Exchange& exchange, const Case& given)
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
    if (given.answer(exchange) == Answer::Usable && exchange.reply() != nullptr)
        if (auto reply = eas::read_sync(*exchange.reply()))
            round.reply = std::move(*reply);
    return round;
}

} // namespace

std::vector<Round> rounds_of(const Case& given)
{
    std::vector<Round> rounds;
    for (const Exchange* exchange : exchanges_of(given, Phase::Sync))
        if (exchange->command == eas::Command::Sync)
            rounds.push_back(read_round(*exchange, given));
    const auto list = folder_sync::folders_of(given);
    for (Round& round : rounds)
        if (round.item_class.empty())
            round.item_class = class_of(list.folders, round.collection_id);
    return rounds;
}

bool was_served_after(const Case& given, const std::vector<Round>& rounds, int exchange,
                      std::string_view item_class)
{
    const auto is_later_sync = [&](const Round& round) {
        return round.exchange->number > exchange && round.asked_key != "0" &&
               round.item_class == item_class && round.reply && round.reply->deciding_status() == 1;
    };
    const auto is_later_estimate = [&](const Exchange* later) {
        if (later->number <= exchange || later->command != eas::Command::GetItemEstimate ||
            given.answer(*later) != Answer::Usable || later->question() == nullptr)
            return false;
        const pugi::xml_node asked =
            later->question()->document_element().child("Collections").child("Collection");
        const auto reply = eas::read_get_item_estimate(*later->reply());
        return reply && reply->status == 1 && item_class == asked.child_value("Class");
    };
    return std::ranges::any_of(rounds, is_later_sync) ||
           std::ranges::any_of(exchanges_of(given, Phase::Sync), is_later_estimate);
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
