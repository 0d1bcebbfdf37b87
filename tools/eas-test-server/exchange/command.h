#pragma once

#include "protocol/eas/command.h"
#include "protocol/eas/request_line.h"
#include "protocol/eas/version.h"
#include "protocol/http/message.h"
#include "tools/eas-test-server/exchange/persona.h"
#include "tools/eas-test-server/exchange/policy.h"
#include "tools/eas-test-server/mailbox/store.h"
#include "tools/eas-test-server/play/fault.h"

#include <functional>
#include <mutex>
#include <pugixml.hpp>

namespace easprobe::test_server {

/// One ActiveSync command of a device, and everything that is needed to answer it.
struct CommandContext {
    Store& store;
    std::unique_lock<std::mutex>& lock; ///< Held on the store's mutex.
    User& user;
    Device& device;
    eas::ProtocolVersion version;
    const http::Request& request;
    pugi::xml_node question; ///< Root of the decoded body; null when there is none.
    const FaultRule* fault;  ///< What this command is to do wrongly; null when nothing.
    const Policy& policy;
    const Persona& persona;
    Instant now;
    const eas::RequestLine& line;    ///< With SaveInSent, ItemId and CollectionId.
    std::function<bool()> abandoned; ///< The client has gone.

    bool has_fault(Fault wanted) const { return fault != nullptr && fault->fault == wanted; }
};

/// One function a command, each in a file of its own (MS-ASCMD 2.2.1).
http::Response answer_get_attachment(CommandContext& context);
http::Response answer_folder_create(CommandContext& context);
http::Response answer_folder_delete(CommandContext& context);
http::Response answer_folder_sync(CommandContext& context);
http::Response answer_folder_update(CommandContext& context);
http::Response answer_get_item_estimate(CommandContext& context);
http::Response answer_item_operations(CommandContext& context);
http::Response answer_meeting_response(CommandContext& context);
http::Response answer_move_items(CommandContext& context);
http::Response answer_ping(CommandContext& context);
http::Response answer_provision(CommandContext& context);
http::Response answer_search(CommandContext& context);
http::Response answer_send_mail(CommandContext& context);
http::Response answer_settings(CommandContext& context);
http::Response answer_smart_forward(CommandContext& context);
http::Response answer_smart_reply(CommandContext& context);
http::Response answer_sync(CommandContext& context);

/// Null for a command that this server does not simulate.
using CommandHandler = http::Response (*)(CommandContext&);
CommandHandler handler_of(eas::Command command);

} // namespace easprobe::test_server
