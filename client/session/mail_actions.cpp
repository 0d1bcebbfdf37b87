#include "client/session/errands_mail.h"

namespace easprobe::session {

std::string subject_of_reply(const State& state)
{
    return "Re: " + marked_name(state);
}

std::optional<transport::Sending> act_on(State& state, const std::string& subject, AddCommands commands)
{
    const Trace* const trace = find_trace(state, mail_class, subject);
    if (trace == nullptr || trace->server_id.empty())
        return std::nullopt;
    const Collection* const collection = find_collection(state, trace->collection_id);
    return collection == nullptr ? std::nullopt
                                 : std::optional(sync_with(state, *collection, trace, commands));
}

Turn take_action(State& state, const Exchange& answer, const std::string& subject)
{
    const Trace& trace = *find_trace(state, mail_class, subject);
    take_sync(*find_collection(state, trace.collection_id), answer);
    return Turn::Next;
}

void ask_for(pugi::xml_document& sync, const Trace& trace)
{
    eas::fetch_item(sync, trace.server_id);
}

} // namespace easprobe::session
