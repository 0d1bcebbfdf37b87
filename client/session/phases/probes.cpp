// Questions that the phone does not ask but its owner's administrator would, after the phone is done. None of
// them changes anything on the server but the handset's own synchronisation state.

#include "client/session/phases/probes.h"

#include "client/session/progress.h"
#include "client/session/request.h"
#include "protocol/eas/sync.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace easprobe::session {

namespace {

struct Question {
    Probe name;
    std::optional<http::Request> (*request)(const State&); ///< Nothing where there is no occasion to ask.
};

/// What does the server say to somebody without credentials?
std::optional<http::Request> anonymous_options(const State& state)
{
    return make_request(state, std::nullopt, {}, SendCredentials::No);
}

/// Does a key that the server never gave out lead the phone back to a first synchronisation?
std::optional<http::Request> stale_sync_key(const State& state)
{
    const auto collection =
        std::find_if(state.collections.begin(), state.collections.end(),
                     [](const Collection& candidate) { return candidate.item_class == "Contacts"; });
    if (collection == state.collections.end() || collection->sync_key == eas::first_sync_key)
        return std::nullopt;
    eas::SyncRequest request;
    request.version = *state.version;
    request.item_class = collection->item_class;
    request.collection_id = collection->id;
    request.sync_key = "{00000000-0000-4000-8000-000000000000}4711";
    return make_request(state, eas::Command::Sync, eas::to_wire(eas::make_sync(request)));
}

constexpr std::array questions = {
    Question{Probe::AnonymousOptions, anonymous_options},
    Question{Probe::StaleSyncKey, stale_sync_key},
};

Action next_probe(State& state)
{
    while (state.next_probe < questions.size()) {
        const Question& question = questions.at(state.next_probe++);
        auto request = question.request(state);
        if (!request)
            continue;
        transport::Sending sending;
        sending.request = std::move(*request);
        sending.purpose = Purpose::Probe;
        sending.probe = question.name;
        state.outstanding = {.sending = std::move(sending),
                             .on_answer = [](State& same, const Exchange&) { return next_probe(same); }};
        return state.outstanding.sending;
    }
    return next_leg(state);
}

} // namespace

Action ask_probes(State& state)
{
    state.next_probe = 0;
    return next_probe(state);
}

} // namespace easprobe::session
