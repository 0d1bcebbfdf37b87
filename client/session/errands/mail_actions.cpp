#include "client/session/errands/mail_actions.h"

#include <algorithm>
#include <array>

namespace easprobe::session {

std::string subject_of_reply(const State& state)
{
    return "Re: " + marked_name(state);
}

std::string subject_of_forward(const State& state)
{
    return "Fw: " + marked_name(state);
}

Collection* inbox(State& state)
{
    return find_class(state, mail_class);
}

void expect_copies(State& state)
{
    for (const eas::FolderType type : {eas::FolderType::SentItems, eas::FolderType::DeletedItems})
        if (const eas::Folder* const folder = find_folder(state, type))
            state.errands.traces.push_back(
                {Trace::Kind::Copies, std::string(mail_class), folder->server_id, {}, folder->display_name});
}

namespace {

/// The server says that it has not taken it. A time-out, and what a gateway says of itself, says nothing of
/// that.
bool is_refusal(int status)
{
    constexpr std::array of_the_way = {408, 429, 499}; // RFC 7231 6.5.7, RFC 6585 4; 499 is nginx's.
    return status >= 400 && status < 500 && std::ranges::find(of_the_way, status) == of_the_way.end();
}

} // namespace

Turn take_sent(State& state, const Exchange& answer, const std::string& subject)
{
    Trace* const trace = find_trace(state, mail_class, subject);
    if (trace == nullptr || answer.response() == nullptr)
        return Turn::Next;
    if (is_refusal(answer.response()->status))
        strike_out(state, *trace);
    else
        trace->may_never_come = has_failed(answer);
    return Turn::Next;
}

std::optional<Outstanding> look_for(State& state, const std::string& subject)
{
    Collection* const collection = inbox(state);
    if (collection == nullptr || find_trace(state, mail_class, subject) == nullptr)
        return std::nullopt;
    return sync_with(state, *collection, nullptr, nullptr);
}

Turn take_arrival(State& state, const Exchange& answer, const std::string& subject)
{
    const auto reply = take_sync(*inbox(state), answer);
    if (!reply)
        return Turn::Next;
    // Another one that comes in late is not told of a second time.
    for (Trace& trace : state.errands.traces)
        if (trace.kind == Trace::Kind::Item && trace.item_class == mail_class && trace.server_id.empty())
            trace.server_id = find_arrived(*reply, trace.name);
    const Trace& looked_for = *find_trace(state, mail_class, subject);
    if (!looked_for.server_id.empty())
        return Turn::Next;
    if (looked_for.may_never_come && !reply->more_available)
        return Turn::Next; // It is looked for again when it is cleared away.
    return reply->more_available ? Turn::Again : Turn::AgainLater;
}

std::optional<Outstanding> act_on(State& state, const std::string& subject, AddCommands commands)
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
