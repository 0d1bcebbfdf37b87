#pragma once

#include "client/checks/check.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace easprobe::checks::sync {

// What became of the errands that the owner sent the phone on: each exchange bears its step.

/// The last exchange of that step; null when it was not sent.
const Exchange* find_errand(const Case& given, ErrandStep step);

/// For a step that was not sent: `why` where the phone came to its errands at all.
Outcome not_sent(const Case& given, std::string why);

/// What was wrong with the exchange as such: in words, nothing for HTTP 200. A run that ended of itself in
/// the middle of it is no fault either.
std::optional<std::string> fault_of_exchange(const Exchange& exchange, const Case& given);

/// The same for a Sync: also its Status, and that of the answer to one command in it ("Change"). `command`
/// empty: its Status alone. A conflict is no fault here.
std::optional<std::string> fault_of_sync(const Exchange& exchange, const Case& given,
                                         std::string_view command);

/// The Change in this Sync was not carried out, as the item was changed on the server as well (Status 7): it
/// is sync.conflict-decided that judges it.
bool met_conflict(const Exchange& exchange);

/// What stands behind the first such word at the beginning of a line of the mail that was sent ("Subject: ");
/// empty where it is not there.
std::string value_in_mail(const Exchange& sent, std::string_view word);

/// ApplicationData of the item with that name in that element, as a Sync of that step has brought it unasked;
/// null where none has.
pugi::xml_node brought(const Case& given, ErrandStep step, const char* element, const std::string& name);

/// Why what `cause` was to bring into the folder was not there at the last look for it; nothing where there
/// was no look, or where the run ended with it.
std::optional<std::string> why_missing(const Case& given, const Exchange& cause, const Exchange* last_look,
                                       std::string_view folder);

/// ApplicationData of the item that a Fetch brought; null where it brought none.
pugi::xml_node fetched(const Exchange& exchange);

/// Collects what went wrong and what went well in several steps.
struct Tally {
    std::vector<std::string> faults;
    std::vector<Proof> at; ///< Exchanges of the faults.
    std::vector<Proof> good;

    void add(const Exchange& exchange, const std::string& step, std::optional<std::string> fault);
    /// A finding that names every fault; Passed with `passed`; not reached where there was no step at all.
    Outcome outcome(const Case& given, std::string passed, std::string expected,
                    std::string not_reached) const;
};

} // namespace easprobe::checks::sync
