#include "tools/eas-test-server/exchange/persona.h"

#include <algorithm>
#include <array>

namespace easprobe::test_server {

namespace {

constexpr std::array known = {
    Persona{"exchange-2007-sp1", "Exchange Server 2007 SP1", "8.1", "1.0,2.0,2.1,2.5,12.0,12.1",
            "Sync,SendMail,SmartForward,SmartReply,GetAttachment,GetHierarchy,CreateCollection,"
            "DeleteCollection,MoveCollection,FolderSync,FolderCreate,FolderDelete,FolderUpdate,MoveItems,"
            "GetItemEstimate,MeetingResponse,Search,Settings,Ping,ItemOperations,Provision,"
            "ResolveRecipients,ValidateCert",
            eas::ProtocolVersion::V12_1, true},
    Persona{"exchange-2007", "Exchange Server 2007 without service pack", "8.0", "1.0,2.0,2.1,2.5,12.0",
            "Sync,SendMail,SmartForward,SmartReply,GetAttachment,GetHierarchy,CreateCollection,"
            "DeleteCollection,MoveCollection,FolderSync,FolderCreate,FolderDelete,FolderUpdate,MoveItems,"
            "GetItemEstimate,MeetingResponse,Search,Settings,Ping,ItemOperations,Provision,"
            "ResolveRecipients,ValidateCert",
            eas::ProtocolVersion::V12_0, true},
    Persona{"exchange-2003-sp2", "Exchange Server 2003 SP2", "6.5.7638.1", "1.0,2.0,2.1,2.5",
            "Sync,SendMail,SmartForward,SmartReply,GetAttachment,GetHierarchy,CreateCollection,"
            "DeleteCollection,MoveCollection,FolderSync,FolderCreate,FolderDelete,FolderUpdate,MoveItems,"
            "GetItemEstimate,MeetingResponse,ResolveRecipients,ValidateCert,Provision,Search,Notify,Ping",
            eas::ProtocolVersion::V2_5, false},
};

} // namespace

std::span<const Persona> personas()
{
    return known;
}

const Persona* find_persona(std::string_view word)
{
    const auto* const found = std::ranges::find(known, word, &Persona::word);
    return found == known.end() ? nullptr : &*found;
}

} // namespace easprobe::test_server
