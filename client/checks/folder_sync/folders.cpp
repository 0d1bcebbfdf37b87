#include "client/checks/folder_sync/folders.h"

#include "client/checks/answer.h"

#include <utility>

namespace easprobe::checks::folder_sync {

FolderList folders_of(const Evidence& evidence)
{
    for (const Exchange* exchange : exchanges_of(evidence, Phase::FolderSync)) {
        if (answer_of(*exchange, evidence) != Answer::Usable)
            continue;
        auto reply = eas::read_folder_sync(*exchange->reply());
        if (reply && reply->status == 1)
            return {exchange->number, std::move(reply->added)};
    }
    return {};
}

} // namespace easprobe::checks::folder_sync
