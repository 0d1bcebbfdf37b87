#include "tools/eas-test-server/exchange/command.h"

namespace easprobe::test_server {

CommandHandler handler_of(eas::Command command)
{
    switch (command) {
    case eas::Command::FolderCreate:
        return answer_folder_create;
    case eas::Command::FolderDelete:
        return answer_folder_delete;
    case eas::Command::FolderUpdate:
        return answer_folder_update;
    case eas::Command::Search:
        return answer_search;
    case eas::Command::SmartForward:
        return answer_smart_forward;
    case eas::Command::SmartReply:
        return answer_smart_reply;
    case eas::Command::FolderSync:
        return answer_folder_sync;
    case eas::Command::GetAttachment:
        return answer_get_attachment;
    case eas::Command::ItemOperations:
        return answer_item_operations;
    case eas::Command::GetItemEstimate:
        return answer_get_item_estimate;
    case eas::Command::MeetingResponse:
        return answer_meeting_response;
    case eas::Command::MoveItems:
        return answer_move_items;
    case eas::Command::Ping:
        return answer_ping;
    case eas::Command::Provision:
        return answer_provision;
    case eas::Command::SendMail:
        return answer_send_mail;
    case eas::Command::Settings:
        return answer_settings;
    case eas::Command::Sync:
        return answer_sync;
    default:
        return nullptr;
    }
}

} // namespace easprobe::test_server
