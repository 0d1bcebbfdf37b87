// A mail names its attachments; the handset fetches one when its owner taps on it: with GetAttachment at 2.5,
// with ItemOperations from 12.0 on.
#include "client/checks/answer.h"
#include "client/checks/check.h"
#include "client/checks/sync/rounds.h"
#include "client/codes/eas_statuses.h"
#include "protocol/eas/attachment.h"
#include "protocol/eas/request_line.h"
#include "protocol/text/printable.h"

#include <algorithm>
#include <fmt/format.h>

namespace easprobe::checks::sync {

namespace {

/// The size that a mail gives is that of the content or of its base64, and an estimate at that (MS-ASAIRS
/// 2.2.2.21): outside of these bounds something else came, or a part.
constexpr std::size_t smallest_part_of_named = 2; ///< A half.
constexpr std::size_t largest_times_named = 2;
constexpr std::size_t slack = 4096; ///< Bytes.

std::vector<eas::Attachment> attachments_that_came(const Case& given)
{
    std::vector<eas::Attachment> all;
    const auto& rounds = given.rounds();
    for (const Item& item : items_of(rounds))
        for (eas::Attachment& attachment : eas::attachments_of(item.data))
            all.push_back(std::move(attachment));
    return all;
}

const Exchange* fetch_in(const Case& given)
{
    for (const Exchange* exchange : exchanges_of(given, Phase::Sync))
        if ((exchange->command == eas::Command::GetAttachment ||
             exchange->command == eas::Command::ItemOperations) &&
            given.answer(*exchange) != Answer::PolicyDemanded)
            return exchange;
    return nullptr;
}

/// What was asked for, from either command's request.
std::string reference_in(const Exchange& exchange)
{
    if (const pugi::xml_document* question = exchange.question())
        return question->document_element().child("Fetch").child_value("airsyncbase:FileReference");
    const auto line = eas::parse_target(exchange.request.target);
    const std::string* name = line ? eas::find_parameter(*line, "AttachmentName") : nullptr;
    return name == nullptr ? std::string() : *name;
}

/// What came: its bytes, or why there are none.
tl::expected<std::string, std::string> content_in(const Exchange& exchange)
{
    const http::Response* response = exchange.response();
    if (exchange.command == eas::Command::GetAttachment)
        return response->body;
    if (response->body.empty())
        return std::string();
    if (exchange.reply() == nullptr)
        return tl::unexpected(std::string("the answer is no WBXML"));
    const auto reply = eas::read_fetch(*exchange.reply());
    if (!reply)
        return tl::unexpected("the answer has " + reply.error().what);
    if (reply->status != 1) {
        const codes::EasStatus* known = codes::find_eas_status("ItemOperations", reply->status);
        return tl::unexpected(
            fmt::format("ItemOperations status {}{}", reply->status,
                        known != nullptr ? fmt::format(" ({})", codes::clause_of(*known)) : ""));
    }
    if (!reply->data)
        return tl::unexpected(std::string("there is no base64 in the answer's Data"));
    return *reply->data;
}

/// What is wrong with the content, in words; empty when nothing is.
std::string fault_of(const tl::expected<std::string, std::string>& content, const eas::Attachment& named)
{
    if (!content)
        return content.error();
    if (content->empty())
        return "the answer is empty";
    const bool too_small = content->size() < named.size / smallest_part_of_named;
    const bool too_large = content->size() > named.size * largest_times_named + slack;
    if (named.size != 0 && (too_small || too_large))
        return fmt::format("{} bytes came of an attachment that was said to have {}", content->size(),
                           named.size);
    return {};
}

Outcome run(const Case& given)
{
    const auto attachments = attachments_that_came(given);
    const Exchange* fetch = fetch_in(given);
    if (fetch == nullptr && attachments.empty())
        return NotApplicable{"no mail with an attachment came"};
    if (fetch == nullptr)
        return NotReached{
            "none of the attachments that came was small enough to be fetched for a test, or the "
            "handset did not come to it"};
    const Answer answer = given.answer(*fetch);
    if (answer == Answer::OutOfTime)
        return NotReached{"the run's own deadline came first"};
    const std::string reference = reference_in(*fetch);
    const auto named = std::ranges::find(attachments, reference, &eas::Attachment::reference);
    const eas::Attachment attachment = named == attachments.end() ? eas::Attachment{} : *named;
    const std::string name = printable(attachment.name.empty() ? reference : attachment.name, 80);
    Finding finding = bad_answer(*fetch, "the attachment, whole");
    finding.support_code.clear();
    if (answer != Answer::Usable) {
        finding.observed = fmt::format("the attachment '{}': {}", name, describe_answer(*fetch));
        return finding;
    }
    const auto content = content_in(*fetch);
    const std::string fault = fault_of(content, attachment);
    if (fault.empty())
        return Passed{fmt::format("the attachment '{}' came by {}, {} bytes", name, checks::name_of(*fetch),
                                  content->size()),
                      {fetch->number}};
    finding.observed = fmt::format("the attachment '{}': {}", name, fault);
    return finding;
}

} // namespace

extern const Check attachment_arrives;
const Check attachment_arrives{
    .id = "sync.attachment-arrives",
    .title = "An attachment of a mail can be fetched",
    .phase = Phase::Sync,
    .severity = Severity::Degraded,
    .citation = {"MS-ASCMD", "2.2.1.7; 2.2.1.10"},
    .why = "The mail is on the phone, and what is attached to it cannot be opened: a policy or a filter "
           "forbids it, a proxy refuses the command or its address, or the server cannot find it any more.",
    .remedy = "Check that the policy allows attachments and how large they may be; that filters let "
              "GetAttachment and ItemOperations pass, with percent signs in the address; then look at the "
              "server's log at the time of this request.",
    .run = run,
};

} // namespace easprobe::checks::sync
