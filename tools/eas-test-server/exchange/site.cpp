#include "tools/eas-test-server/exchange/site.h"

#include "protocol/text/printable.h"
#include "protocol/wbxml/decoder.h"
#include "tools/eas-test-server/exchange/command.h"
#include "tools/eas-test-server/exchange/login.h"
#include "tools/eas-test-server/exchange/reply.h"
#include "tools/eas-test-server/mailbox/dates.h"

#include <array>
#include <fmt/format.h>

namespace easprobe::test_server {

namespace {

constexpr std::string_view activesync_path = "/microsoft-server-activesync";

/// The directories that Exchange puts on the default web site, in lower case.
constexpr std::array other_directories = {std::string_view("/exchange"), std::string_view("/exchweb"),
                                          std::string_view("/public"), std::string_view("/oma"),
                                          std::string_view("/owa")};

/// Devices a user may have; the next is turned away.
constexpr std::size_t most_devices = 100;

/// What a device may send in one command; its own commands are small.
constexpr wbxml::Limits device_limits = {
    .document_bytes = 8U * 1024 * 1024, .depth = 32, .elements = 100'000};

bool is_below(std::string_view path, std::string_view directory)
{
    return path == directory || (path.starts_with(directory) && path[directory.size()] == '/');
}

std::string path_of(const http::Request& request)
{
    return lower_case(std::string_view(request.target).substr(0, request.target.find('?')));
}

bool is_other_directory(std::string_view path)
{
    for (const std::string_view directory : other_directories)
        if (is_below(path, directory))
            return true;
    return false;
}

std::optional<eas::ProtocolVersion> version_of(const Incoming& incoming)
{
    if (incoming.line && incoming.line->is_base64)
        return incoming.line->version;
    const std::string* const header = http::find(incoming.request.headers, "MS-ASProtocolVersion");
    return header == nullptr ? std::nullopt : eas::parse_version(*header);
}

std::string policy_key_of(const Incoming& incoming)
{
    if (incoming.line->is_base64)
        return incoming.line->policy_key ? std::to_string(*incoming.line->policy_key) : std::string();
    const std::string* const header = http::find(incoming.request.headers, "X-MS-PolicyKey");
    return header == nullptr ? std::string() : *header;
}

} // namespace

Site::Site(SiteSettings settings, Store& store, RequestLog& log, std::function<Instant()> clock)
    : settings_(settings), store_(store), log_(log), clock_(std::move(clock))
{}

User* Site::authenticate(const http::Request& request)
{
    const std::string* const header = http::find(request.headers, "Authorization");
    const std::optional<Login> login = header == nullptr ? std::nullopt : read_basic(*header);
    if (!login || settings_.authentication == Authentication::Integrated)
        return nullptr;
    if (login->domain.empty() && settings_.logins == Logins::OnlyWithDomain)
        return nullptr;
    const auto found = store_.users.find(login->user);
    if (found == store_.users.end() || found->second.password != login->password)
        return nullptr;
    return &found->second;
}

http::Response Site::unauthorized() const
{
    http::Response response = page_reply(401, reason_of(401), "You are not authorized to view this page.");
    const Authentication authentication = settings_.authentication;
    if (authentication == Authentication::BasicAndIntegrated ||
        authentication == Authentication::Integrated) {
        response.headers.push_back({"WWW-Authenticate", "Negotiate"});
        response.headers.push_back({"WWW-Authenticate", "NTLM"});
    }
    if (authentication != Authentication::Integrated)
        response.headers.push_back({"WWW-Authenticate", "Basic realm=\"eas.example.test\""});
    return response;
}

http::Response Site::answer_options() const
{
    http::Response response = empty_reply();
    response.headers = {{"Allow", "OPTIONS,POST"},
                        {"Public", "OPTIONS,POST"},
                        {"MS-ASProtocolVersions", std::string(settings_.persona->versions)},
                        {"MS-ASProtocolCommands", std::string(settings_.persona->commands)}};
    return response;
}

bool Site::needs_provisioning(const Incoming& incoming, const Device& device) const
{
    if (incoming.fault != nullptr && incoming.fault->fault == Fault::Repeat449)
        return true;
    const eas::Command command = *incoming.line->command;
    // Provision and Ping carry no key that could be judged (MS-ASPROV R61103).
    if (settings_.policy.provisioning == Provisioning::NotAsked || command == eas::Command::Provision ||
        command == eas::Command::Ping)
        return false;
    return device.policy_key.empty() || policy_key_of(incoming) != device.policy_key;
}

http::Response Site::run_command(const Incoming& incoming, eas::ProtocolVersion version, User& user,
                                 Device& device, std::unique_lock<std::mutex>& lock)
{
    const CommandHandler handler = handler_of(*incoming.line->command);
    if (handler == nullptr) {
        log_.complain(fmt::format("{} is not simulated", to_string(*incoming.line->command)));
        return page_reply(501, reason_of(501), "This command is not simulated.");
    }
    wbxml::Decoded decoded;
    if (!incoming.request.body.empty() && !eas::carries_mail(*incoming.line->command)) {
        auto read = wbxml::decode(incoming.request.body, device_limits);
        if (!read) {
            log_.complain(fmt::format("{} at byte {} of a {} request", wbxml::describe(read.error().code),
                                      read.error().offset, to_string(*incoming.line->command)));
            return page_reply(400, reason_of(400), "The body is not WBXML.");
        }
        decoded = std::move(*read);
    }
    CommandContext context{store_,
                           lock,
                           user,
                           device,
                           version,
                           incoming.request,
                           decoded.document.document_element(),
                           incoming.fault,
                           settings_.policy,
                           *settings_.persona,
                           clock_(),
                           *incoming.line,
                           incoming.abandoned};
    return handler(context);
}

http::Response Site::answer_post(const Incoming& incoming, User& user, std::unique_lock<std::mutex>& lock)
{
    if (!incoming.line || !incoming.line->command || incoming.line->device_id.empty()) {
        log_.complain(fmt::format("no command or device in {}", printable(incoming.request.target)));
        return page_reply(400, reason_of(400), "The query names no command or no device.");
    }
    const std::optional<eas::ProtocolVersion> version = version_of(incoming);
    if (!version || *version > settings_.persona->highest) {
        log_.complain("a protocol version that was not offered");
        return page_reply(400, reason_of(400), "The protocol version is not served here.");
    }
    if (!user.devices.contains(incoming.line->device_id) && user.devices.size() >= most_devices)
        return page_reply(403, reason_of(403), "The user has too many devices.");
    Device& device = user.devices[incoming.line->device_id];
    if (incoming.fault != nullptr && incoming.fault->fault == Fault::PolicyChange)
        device.policy_key.clear();
    if (needs_provisioning(incoming, device))
        return page_reply(449, reason_of(449), "A policy has to be taken first.");
    return run_command(incoming, *version, user, device, lock);
}

http::Response Site::answer(const Incoming& incoming)
{
    const std::string path = path_of(incoming.request);
    const bool is_activesync = is_below(path, activesync_path);
    if (is_autodiscover(path)) {
        const std::unique_lock lock(store_.mutex);
        return authenticate(incoming.request) == nullptr
                   ? unauthorized()
                   : answer_autodiscover(incoming.request, settings_.autodiscover, incoming.fault, sync_url_);
    }
    if (!is_activesync && !is_other_directory(path))
        return page_reply(404, reason_of(404), "There is nothing here.");
    std::unique_lock lock(store_.mutex);
    User* const user = authenticate(incoming.request);
    const bool is_options = incoming.request.method == "OPTIONS";
    const bool for_anybody =
        settings_.authentication == Authentication::Anonymous && is_activesync && is_options;
    if (user == nullptr && !for_anybody)
        return unauthorized();
    http::Response response;
    if (!is_activesync)
        response = page_reply(404, reason_of(404), "This directory is not simulated.");
    else if (is_options)
        response = answer_options();
    else if (incoming.request.method == "POST")
        response = answer_post(incoming, *user, lock);
    else
        response = page_reply(501, reason_of(501), "This method is not implemented.");
    if (is_activesync)
        response.headers.push_back({"MS-Server-ActiveSync", std::string(settings_.persona->build)});
    response.headers.push_back({"Cache-Control", "private"});
    response.headers.push_back({"Date", http_date(clock_())});
    return response;
}

// IIS answers 403 with sub-status 4, which shows in the page alone.
http::Response Site::answer_plain(const Incoming& incoming)
{
    if (settings_.plain_http == PlainHttp::Open)
        return answer(incoming);
    const std::string path = path_of(incoming.request);
    if (is_autodiscover(path))
        return answer_plain_autodiscover(incoming.request, settings_.autodiscover, sync_url_);
    if (!is_below(path, activesync_path) && !is_other_directory(path))
        return page_reply(404, reason_of(404), "There is nothing here.");
    return page_reply(403, reason_of(403), "HTTP Error 403.4: SSL is required to view this resource.");
}

} // namespace easprobe::test_server
