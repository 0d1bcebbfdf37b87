#include "client/checks/folder_sync/folders.h"

#include "client/checks/answer.h"

#include <string_view>

namespace easprobe::checks::folder_sync {

FolderList folders_of(const Case& given)
{
    FolderList list;
    for (const Exchange* exchange : exchanges_of(given, Phase::FolderSync)) {
        if (given.answer(*exchange) != Answer::Usable)
            continue;
        const auto reply = eas::read_folder_sync(*exchange->reply());
        if (!reply || reply->status != 1)
            continue;
        const pugi::xml_document* question = exchange->question();
        // Key 0 asks for all of them again; any other key for what has changed since.
        if (question != nullptr &&
            std::string_view(question->document_element().child_value("SyncKey")) == "0")
            list.folders.clear();
        eas::apply(*reply, list.folders);
        list.exchange = list.exchange == 0 ? exchange->number : list.exchange;
    }
    return list;
}

} // namespace easprobe::checks::folder_sync
