#include "tools/eas-test-server/exchange/changes.h"
#include "tools/eas-test-server/exchange/command.h"
#include "tools/eas-test-server/exchange/reply.h"

#include <algorithm>
#include <string>

namespace easprobe::test_server {

namespace {

constexpr std::chrono::seconds shortest_heartbeat{60};
constexpr std::chrono::seconds longest_heartbeat{3540};
constexpr std::size_t most_folders = 64;
/// How often a waiting Ping looks whether its client is still there.
constexpr std::chrono::milliseconds look_round{200};

enum Status {
    Expired = 1,
    Changed = 2,
    Missing = 3,
    Malformed = 4,
    HeartbeatOutOfRange = 5,
    TooManyFolders = 6,
    HierarchyChanged = 7
};

http::Response status_reply(int status)
{
    pugi::xml_document document;
    append_number(append_root(document, "Ping", "Ping"), "Status", status);
    return wbxml_reply(document);
}

http::Response limit_reply(int status, const char* name, long long limit)
{
    pugi::xml_document document;
    pugi::xml_node root = append_root(document, "Ping", "Ping");
    append_number(root, "Status", status);
    append_number(root, name, limit);
    return wbxml_reply(document);
}

http::Response changed_reply(const std::vector<std::string>& folders)
{
    pugi::xml_document document;
    pugi::xml_node root = append_root(document, "Ping", "Ping");
    append_number(root, "Status", Changed);
    pugi::xml_node list = root.append_child("Folders");
    for (const std::string& id : folders)
        append_text(list, "Folder", id);
    return wbxml_reply(document);
}

/// Lays what the request says over what the device said before; a Ping without a body says nothing new.
void remember(Device& device, pugi::xml_node question)
{
    if (question.empty())
        return;
    if (!device.ping)
        device.ping.emplace();
    if (const pugi::xml_node heartbeat = question.child("HeartbeatInterval"))
        device.ping->heartbeat = std::chrono::seconds(heartbeat.text().as_int());
    if (const pugi::xml_node folders = question.child("Folders")) {
        device.ping->folders.clear();
        for (const pugi::xml_node folder : folders.children("Folder"))
            device.ping->folders.emplace_back(folder.child("Id").text().get());
    }
}

std::vector<std::string> changed_folders(CommandContext& context, const std::vector<std::string>& watched)
{
    std::vector<std::string> changed;
    for (const std::string& id : watched) {
        const Folder* const folder = context.user.mailbox.find_folder(id);
        const CollectionState& state = context.device.collections[id];
        if (folder != nullptr &&
            !changes_for(*folder, state.held, state.options.filter_type, context.now).empty())
            changed.push_back(id);
    }
    return changed;
}

/// Holds the request until something changes, the heartbeat is over, or nobody waits any more.
http::Response hold(CommandContext& context, const PingParameters& parameters)
{
    const auto deadline = std::chrono::steady_clock::now() + parameters.heartbeat;
    for (;;) {
        const std::vector<std::string> changed = changed_folders(context, parameters.folders);
        if (!changed.empty())
            return changed_reply(changed);
        const auto now = std::chrono::steady_clock::now();
        if (context.store.stopping || now >= deadline || context.abandoned())
            return status_reply(Expired);
        context.store.changed.wait_until(context.lock, std::min(deadline, now + look_round));
    }
}

} // namespace

// MS-ASCMD 2.2.1.13. Heartbeat and folders are sent once and kept for later Pings without a body.
http::Response answer_ping(CommandContext& context)
{
    if (context.has_fault(Fault::EasStatus))
        return status_reply(context.fault->status);
    remember(context.device, context.question);
    if (!context.device.ping || context.device.ping->folders.empty() ||
        context.device.ping->heartbeat.count() == 0)
        return status_reply(Missing);
    // A copy: another Ping of the same device may change the device's own while this one waits.
    const PingParameters parameters = *context.device.ping;
    if (parameters.heartbeat.count() < 0)
        return status_reply(Malformed);
    if (parameters.heartbeat < shortest_heartbeat)
        return limit_reply(HeartbeatOutOfRange, "HeartbeatInterval", shortest_heartbeat.count());
    if (parameters.heartbeat > longest_heartbeat)
        return limit_reply(HeartbeatOutOfRange, "HeartbeatInterval", longest_heartbeat.count());
    if (parameters.folders.size() > most_folders)
        return limit_reply(TooManyFolders, "MaxFolders", most_folders);
    for (const std::string& id : parameters.folders)
        if (context.user.mailbox.find_folder(id) == nullptr)
            return status_reply(HierarchyChanged);
    return hold(context, parameters);
}

} // namespace easprobe::test_server
