#include "tests/rig/replies.h"

#include "tests/rig/sample_evidence.h"

#include <fmt/format.h>

namespace easprobe::rig {

http::Response reply(std::string_view xml)
{
    return {200, "OK", {{"Content-Type", "application/vnd.ms-sync.wbxml"}}, samples::wbxml_of(xml)};
}

http::Response status(int code)
{
    return {code, "", {}, ""};
}

http::Response options_of(const std::string& versions)
{
    return {200,
            "OK",
            {{"MS-Server-ActiveSync", "8.1"},
             {"MS-ASProtocolVersions", versions},
             {"MS-ASProtocolCommands", "Sync,FolderSync,GetItemEstimate,Ping,Provision"}},
            ""};
}

const char* const inbox_alone =
    "<FolderSync xmlns=\"FolderHierarchy\"><Status>1</Status><SyncKey>1</SyncKey><Changes><Count>1</Count>"
    "<Add><ServerId>5</ServerId><ParentId>0</ParentId><DisplayName>Inbox</DisplayName><Type>2</Type></Add>"
    "</Changes></FolderSync>";

std::string sync_answer(int status, const std::string& key, const std::string& more,
                        const std::string& collection)
{
    return fmt::format(
        "<Sync xmlns=\"AirSync\" xmlns:email=\"Email\" "
        "xmlns:airsyncbase=\"AirSyncBase\"><Collections><Collection><Class>Email</Class>{}"
        "<CollectionId>{}</CollectionId><Status>{}</Status>{}</Collection></Collections></Sync>",
        key.empty() ? "" : "<SyncKey>" + key + "</SyncKey>", collection, status, more);
}

const char* const one_item =
    "<GetItemEstimate xmlns=\"GetItemEstimate\"><Response><Status>1</Status><Collection>"
    "<Class>Email</Class><CollectionId>5</CollectionId><Estimate>1</Estimate>"
    "</Collection></Response></GetItemEstimate>";

std::string provision_answer(const std::string& key, int policy_status, const std::string& more)
{
    return fmt::format(
        "<Provision xmlns=\"Provision\"><Status>1</Status>{}<Policies><Policy><PolicyType>"
        "MS-WAP-Provisioning-XML</PolicyType><Status>{}</Status>{}</Policy></Policies></Provision>",
        more, policy_status, key.empty() ? "" : "<PolicyKey>" + key + "</PolicyKey>");
}

} // namespace easprobe::rig
