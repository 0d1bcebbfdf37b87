#pragma once

#include "client/checks/case.h"
#include "protocol/eas/folder_sync.h"

#include <vector>

namespace easprobe::checks::folder_sync {

/// What the server gave as its folders, and in which exchange; number 0 when it gave none.
struct FolderList {
    int exchange = 0;
    std::vector<eas::Folder> folders;
};

FolderList folders_of(const Case& given);

} // namespace easprobe::checks::folder_sync
