// ServerIds travel in addresses too (CollectionId of SmartReply and GetAttachment). One that holds %2F comes
// out as another id when a proxy or the server decodes it once more.
#include "client/checks/check.h"
#include "client/checks/folder_sync/folders.h"
#include "protocol/text/printable.h"

#include <algorithm>
#include <fmt/format.h>

namespace easprobe::checks::folder_sync {

namespace {

constexpr std::size_t longest_id = 64; // MS-ASCMD 2.2.3.166.3

/// The unreserved characters of RFC 3986, and those that no URL parser takes for something else in a
/// parameter.
bool is_plain(char character)
{
    return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z') ||
           (character >= '0' && character <= '9') ||
           std::string_view("-._~:/!*'(),;@{}$").find(character) != std::string_view::npos;
}

Outcome run(const Case& given)
{
    const FolderList list = folders_of(given);
    if (list.exchange == 0)
        return NotReached{"no list of folders came"};
    for (const eas::Folder& folder : list.folders) {
        const bool too_long = folder.server_id.size() > longest_id;
        if (std::ranges::all_of(folder.server_id, is_plain) && !folder.server_id.empty() && !too_long)
            continue;
        Finding finding;
        finding.observed =
            fmt::format("the folder '{}' has the ServerId '{}'{}", printable(folder.display_name, 80),
                        printable(folder.server_id, 80),
                        too_long ? fmt::format(", {} characters long", folder.server_id.size()) : "");
        finding.expected = "1 to 64 characters that need no escaping in an address";
        finding.evidence = {list.exchange};
        return finding;
    }
    return Passed{"every ServerId can stand in an address", {list.exchange}};
}

} // namespace

extern const Check server_ids_plain;
const Check server_ids_plain{
    .id = "folder-sync.server-ids-plain",
    .title = "ServerIds of folders can stand in an address",
    .phase = Phase::FolderSync,
    .severity = Severity::Degraded,
    .citation = {"MS-ASCMD", "2.2.3.166.3; RFC 3986 2.3"},
    .why = "Synchronisation works, as ids go in the body there; replying to and forwarding a mail, and "
           "fetching an "
           "attachment, put the id into the address, where an escape in it is read as another character.",
    .remedy =
        "Nothing can be set on the phone or on most servers. If replies from the phone fail with HTTP 500, "
        "this is where to look; report it to the maker of the server.",
    .run = run,
};

} // namespace easprobe::checks::folder_sync
