#include "tools/eas-test-server/play/fault.h"

#include "protocol/eas/command.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace easprobe::test_server {

namespace {

constexpr const char* with_status = "FolderSync, FolderCreate, FolderDelete, FolderUpdate, GetItemEstimate, "
                                    "ItemOperations, MeetingResponse, MoveItems, Ping, Provision, Search, "
                                    "Settings, Sync";

constexpr std::array words = {
    FaultWord{Fault::Alert, "alert", "hello", "answers the hello with a fatal alert"},
    FaultWord{Fault::CloseAfterHello, "close-after-hello", "hello",
              "closes the connection once the hello is there"},
    FaultWord{Fault::Status, "status", "any request", "answers with this HTTP status and a short page"},
    FaultWord{Fault::Redirect, "redirect", "any request",
              "sends the client elsewhere with a 3xx, or 451 and X-MS-Location"},
    FaultWord{Fault::Silence, "silence", "any request", "takes the request and never answers"},
    FaultWord{Fault::CloseBeforeHeaders, "close-before-headers", "any request",
              "takes the request and closes"},
    FaultWord{Fault::CloseMidBody, "close-mid-body", "any request",
              "announces the whole body and closes inside it"},
    FaultWord{Fault::Stall, "stall", "any request", "announces the whole body and falls silent inside it"},
    FaultWord{Fault::Endless, "endless", "any request", "sends a body that never ends"},
    FaultWord{Fault::WrongContentType, "wrong-content-type", "any request",
              "labels the body with another media type"},
    FaultWord{Fault::DropHeader, "drop-header", "any request", "leaves one header out"},
    FaultWord{Fault::HtmlLogin, "html-login", "any request", "answers 200 with a logon form"},
    FaultWord{Fault::NotActiveSync, "not-activesync", "any request",
              "is a web server that knows nothing of ActiveSync"},
    FaultWord{Fault::Garbage, "garbage", "any request", "answers with bytes that are not HTTP"},
    FaultWord{Fault::CutIdle, "cut-idle", "any request",
              "closes a connection that has been quiet for so long"},
    FaultWord{Fault::Chunked, "chunked", "any request", "sends the body in chunks, which is no fault"},
    FaultWord{Fault::CloseEachTime, "close-each-time", "any request",
              "closes after the answer, which is no fault"},
    FaultWord{Fault::ContinueFirst, "continue-first", "any request",
              "sends 100 Continue first, which is no fault"},
    FaultWord{Fault::Gzip, "gzip", "any request",
              "sends the body with a content coding that nobody asked for"},
    FaultWord{Fault::AutodiscoverError, "autodiscover-error", "Autodiscover",
              "answers Autodiscover with this error"},
    FaultWord{Fault::AutodiscoverAddress, "autodiscover-address", "Autodiscover",
              "asks to look for another address"},
    FaultWord{Fault::AutodiscoverUrl, "autodiscover-url", "Autodiscover",
              "names this location as the one to sync with"},
    FaultWord{Fault::TruncateWbxml, "truncate-wbxml", "any request",
              "ends the WBXML early, Content-Length agreeing"},
    FaultWord{Fault::Repeat449, "repeat-449", "any command",
              "asks for provisioning again, whatever the policy key"},
    FaultWord{Fault::RemoteWipe, "remote-wipe", "Provision",
              "orders the device wiped in the reply to Provision"},
    FaultWord{Fault::PolicyChange, "policy-change", "any command",
              "has a new policy: the device's key is worth nothing"},
    FaultWord{Fault::PolicyStatus, "policy-status", "Provision",
              "answers Provision with this status of the policy"},
    FaultWord{Fault::OtherPolicyType, "other-policy-type", "Provision", "sends the policy in the other form"},
    FaultWord{Fault::BadPolicyDocument, "bad-policy-document", "Provision",
              "sends a policy of 2.5 that is no XML"},
    FaultWord{Fault::EasStatus, "eas-status", with_status, "answers the command with this status of its own"},
    FaultWord{Fault::MoreAvailableForever, "more-available-forever", "Sync",
              "sends the same items again and always says that there are more"},
    FaultWord{Fault::MoreAvailableLate, "more-available-late", "Sync",
              "puts MoreAvailable behind the commands"},
    FaultWord{Fault::StaleKeyAccepted, "stale-key-accepted", "Sync",
              "takes a SyncKey that was never given out for the current one"},
    FaultWord{Fault::IgnoreTruncation, "ignore-truncation", "Sync",
              "sends bodies whole, however little was asked for"},
    FaultWord{Fault::AttachmentLost, "attachment-lost", "GetAttachment, ItemOperations",
              "answers for an attachment with 200 and nothing"},
    FaultWord{Fault::MissingClass, "missing-class", "Sync",
              "leaves the Class out of a collection, at versions that want it"},
    FaultWord{Fault::BadTimeZone, "bad-time-zone", "Sync",
              "fills the time zone of appointments with rubbish"},
    FaultWord{Fault::RefuseChange, "refuse-change", "Sync",
              "answers every Change of the device's with Status 6"},
    FaultWord{Fault::IgnoreDelete, "ignore-delete", "Sync",
              "says that it deletes what the device deletes, and keeps it"},
    FaultWord{Fault::LoseMail, "lose-mail", "SendMail, SmartForward, SmartReply",
              "takes a mail and delivers it to nobody"},
    FaultWord{Fault::LoseOriginal, "lose-original", "SmartForward, SmartReply",
              "sends a reply or a forwarded mail without the mail that it is about"},
    FaultWord{Fault::ChangedElsewhere, "changed-elsewhere", "Sync",
              "has an item changed by somebody else just before the device changes it"},
};

} // namespace

std::span<const FaultWord> fault_words()
{
    return words;
}

std::optional<Fault> parse_fault(std::string_view word)
{
    const auto* const found = std::ranges::find(words, word, &FaultWord::word);
    if (found == words.end())
        return std::nullopt;
    return found->fault;
}

std::string_view to_string(Fault fault)
{
    const auto* const found = std::ranges::find(words, fault, &FaultWord::fault);
    return found == words.end() ? std::string_view{} : found->word;
}

bool can_strike(Fault fault, std::string_view request)
{
    const auto* const found = std::ranges::find(words, fault, &FaultWord::fault);
    const std::string_view where = found == words.end() ? std::string_view{} : found->strikes;
    if (where == "hello" || request == "hello")
        return where == request;
    if (request == "any" || where == "any request")
        return true;
    if (where == "any command")
        return eas::parse_command(request).has_value();
    return fmt::format(", {}, ", where).find(fmt::format(", {}, ", request)) != std::string::npos;
}

std::string in_words(const FaultRule& rule)
{
    const auto* const found = std::ranges::find(words, rule.fault, &FaultWord::fault);
    std::string text =
        fmt::format("{}{}: {}", rule.request, rule.nth ? fmt::format(", number {}", *rule.nth) : "",
                    found == words.end() ? std::string_view{} : found->meaning);
    if (rule.status != 0)
        text += fmt::format(" ({})", rule.status);
    return text;
}

FaultPlan::FaultPlan(std::vector<FaultRule> rules)
{
    for (FaultRule& rule : rules)
        entries_.push_back({std::move(rule), 0, false});
}

std::optional<FaultRule> FaultPlan::meet(std::string_view request)
{
    const std::lock_guard lock(mutex_);
    Entry* met = nullptr;
    for (Entry& entry : entries_) {
        // A hello is not a request of HTTP, so "any" does not cover it.
        const bool covered =
            entry.rule.request == request || (entry.rule.request == "any" && request != "hello");
        if (!covered)
            continue;
        ++entry.seen;
        if (met == nullptr && (!entry.rule.nth || *entry.rule.nth == entry.seen))
            met = &entry;
    }
    if (met == nullptr)
        return std::nullopt;
    met->used = true;
    return met->rule;
}

std::vector<FaultRule> FaultPlan::unused() const
{
    const std::lock_guard lock(mutex_);
    std::vector<FaultRule> rules;
    for (const Entry& entry : entries_)
        if (!entry.used)
            rules.push_back(entry.rule);
    return rules;
}

} // namespace easprobe::test_server
