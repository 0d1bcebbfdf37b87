#pragma once

#include <chrono>
#include <cstddef>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace easprobe::test_server {

/// What the server can be told to do wrongly. A closed list: a scenario with any other word is refused.
enum class Fault {
    // TLS, on request "hello"
    Alert,           ///< Answers the hello with a fatal alert.
    CloseAfterHello, ///< Closes the connection once the hello is there.
    // HTTP
    Status,             ///< Answers with this HTTP status and a short page.
    Redirect,           ///< Sends the client elsewhere: a 3xx with Location, or 451 with X-MS-Location.
    Silence,            ///< Takes the request and never answers.
    CloseBeforeHeaders, ///< Takes the request and closes.
    CloseMidBody,       ///< Announces the whole body and closes inside it.
    Stall,              ///< Announces the whole body and falls silent inside it.
    Endless,            ///< Sends a body that never ends.
    WrongContentType,   ///< Labels the body with another media type.
    DropHeader,         ///< Leaves one header out.
    HtmlLogin,          ///< Answers 200 with a logon form, as a firewall with forms authentication does.
    NotActiveSync,      ///< Is a web server that knows nothing of ActiveSync.
    Garbage,            ///< Answers with bytes that are not HTTP.
    CutIdle,            ///< Closes a connection that has been quiet for `wait`, as a firewall does.
    // HTTP, and no fault at all
    Chunked,       ///< Sends the body in chunks.
    CloseEachTime, ///< Closes the connection after the answer, and says so.
    ContinueFirst, ///< Sends 100 Continue before the answer.
    Gzip,          ///< Sends the body with a content coding that nobody asked for.
    // Autodiscover
    AutodiscoverError,   ///< Answers with this error: an ErrorCode from 600 on, else a Status.
    AutodiscoverAddress, ///< Asks to look for another e-mail address, `location`.
    AutodiscoverUrl,     ///< Names `location` as the address to sync with.
    // ActiveSync
    TruncateWbxml,        ///< Ends the WBXML early, with a Content-Length that agrees.
    Repeat449,            ///< Asks for provisioning again, whatever the policy key.
    RemoteWipe,           ///< Orders the device wiped in the reply to Provision.
    PolicyChange,         ///< The policy has just changed: the device's key is worth nothing any more.
    PolicyStatus,         ///< Answers Provision with this status of the policy and no policy.
    OtherPolicyType,      ///< Sends the policy in the other of the two forms.
    BadPolicyDocument,    ///< Sends a policy of 2.5 that is no XML.
    EasStatus,            ///< Answers the command with this status of its own and nothing else.
    MoreAvailableForever, ///< Sends the same items again and always says that there are more.
    MoreAvailableLate,    ///< Puts MoreAvailable behind the commands.
    StaleKeyAccepted,     ///< Takes a SyncKey that was never given out for the current one.
    IgnoreTruncation,     ///< Sends bodies whole, however little was asked for.
    AttachmentLost,       ///< Answers for an attachment with 200 and nothing.
    MissingClass,         ///< Leaves the Class out of a collection, at versions that want it.
    BadTimeZone,          ///< Fills the time zone of appointments with rubbish.
    RefuseChange,         ///< Answers every Change of the device's with Status 6 and leaves the item.
    IgnoreDelete,         ///< Says that it deletes what the device deletes, and keeps it.
    LoseMail,             ///< Takes a mail and delivers it to nobody.
    LoseOriginal,         ///< Sends a reply or a forwarded mail without the mail that it is about.
    ChangedElsewhere,     ///< Before it takes a Change of the device's, somebody else has changed the item.
};

/// One word of the list, as scenarios spell it.
struct FaultWord {
    Fault fault;
    std::string_view word;
    std::string_view strikes; ///< "hello", "any request", "any command", or requests: "Sync, Ping".
    std::string_view meaning; ///< What the server does, as the end of a sentence.
};

std::span<const FaultWord> fault_words();
std::optional<Fault> parse_fault(std::string_view word);
std::string_view to_string(Fault fault);

/// When a fault strikes, and its particulars.
struct FaultRule {
    std::string request;    ///< "hello", "OPTIONS", "Autodiscover", a command's name, a method, or "any".
    std::optional<int> nth; ///< Only the nth such request, from 1; every one where absent.
    Fault fault = Fault::Status;
    int status = 0; ///< Status, Redirect: HTTP status; EasStatus, PolicyStatus: the command's own.
    int alert = 40; ///< Alert: description number (RFC 5246 7.2).
    std::size_t after_bytes = 0;      ///< CloseMidBody, Stall, TruncateWbxml: bytes of the body sent before.
    std::chrono::milliseconds wait{}; ///< How long the server waits before it does it.
    std::string location;             ///< Redirect, AutodiscoverAddress, AutodiscoverUrl: where to.
    std::string header;               ///< DropHeader: which; Status: one more, "Name: value".
    std::string page;                 ///< Status: what the page says.
    std::string content_type;         ///< WrongContentType: which instead.
};

/// Whether the fault can strike that request at all; "any" is met by whatever the fault strikes.
bool can_strike(Fault fault, std::string_view request);
/// For people: "FolderSync, number 2: answers with this HTTP status and a short page (503)".
std::string in_words(const FaultRule& rule);

/// The faults of one run: hands out the rule that a request meets, and knows which were never met.
class FaultPlan {
  public:
    explicit FaultPlan(std::vector<FaultRule> rules);

    /// Counts the request and gives the first rule it meets.
    std::optional<FaultRule> meet(std::string_view request);

    /// Rules that no request has met so far.
    std::vector<FaultRule> unused() const;

  private:
    struct Entry {
        FaultRule rule;
        int seen = 0; ///< Requests that the rule's name covers.
        bool used = false;
    };
    mutable std::mutex mutex_;
    std::vector<Entry> entries_;
};

} // namespace easprobe::test_server
