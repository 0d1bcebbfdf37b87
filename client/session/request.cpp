#include "client/session/request.h"

#include "protocol/eas/request_line.h"
#include "protocol/text/ascii.h"

#include <charconv>
#include <fmt/format.h>

namespace easprobe::session {

namespace {

std::optional<std::uint32_t> as_number(const std::string& policy_key)
{
    std::uint32_t number = 0;
    const auto parsed = std::from_chars(policy_key.data(), policy_key.data() + policy_key.size(), number);
    const bool whole = parsed.ec == std::errc() && parsed.ptr == policy_key.data() + policy_key.size();
    return whole ? std::optional(number) : std::nullopt;
}

/// The base64 form (MS-ASHTTP 2.2.1.1.1.1) exists from 12.1; it can carry a PolicyKey of 32 bits alone, and
/// no long parameters.
bool uses_base64(const State& state, std::optional<eas::Command> command,
                 const std::vector<eas::CommandParameter>& parameters)
{
    return command && state.profile.activesync.base64_query_from_12_1 &&
           state.version == eas::ProtocolVersion::V12_1 && as_number(state.policy_key) &&
           eas::fit_base64_query(parameters);
}

/// Ping and OPTIONS go without the policy key (MS-ASPROV R61103).
bool carries_policy_key(std::optional<eas::Command> command)
{
    return command && *command != eas::Command::Ping;
}

std::string target_of(const State& state, std::optional<eas::Command> command,
                      const std::vector<eas::CommandParameter>& parameters)
{
    eas::RequestLine line;
    line.parameters = parameters;
    line.command = command;
    line.user = state.account.user;
    line.device_id = state.options.device_id;
    line.device_type = state.profile.identity.device_type;
    if (!uses_base64(state, command, parameters))
        return eas::plain_target(state.target.path, line, state.profile.request.parameter_order);
    line.version = state.version;
    // A Pocket PC was seen to send the 16 bytes that its 32 digits stand for.
    line.device_id_as_bytes = line.device_id.size() == 32 &&
                              line.device_id.find_first_not_of("0123456789ABCDEF") == std::string::npos;
    line.locale = state.profile.identity.locale;
    line.device_type = state.profile.identity.device_type_short;
    if (carries_policy_key(command))
        line.policy_key = as_number(state.policy_key);
    return eas::base64_target(state.target.path, line);
}

std::string host_of(const Target& target)
{
    return target.port == 443 ? target.host : fmt::format("{}:{}", target.host, target.port);
}

} // namespace

http::Request make_request(const State& state, std::optional<eas::Command> command, std::string body,
                           SendCredentials credentials, const std::vector<eas::CommandParameter>& parameters)
{
    http::Request request;
    request.method = command ? "POST" : "OPTIONS";
    request.target = target_of(state, command, parameters);
    const bool in_headers = command && !uses_base64(state, command, parameters);
    // With the base64 query, version and policy key stand there and in no header (MS-ASHTTP R149, R160).
    const auto value_of = [&](const std::string& name) -> std::optional<std::string> {
        if (equal_ignoring_case(name, "Accept-Language"))
            return state.profile.identity.accept_language;
        if (equal_ignoring_case(name, "User-Agent"))
            return state.profile.identity.user_agent;
        if (equal_ignoring_case(name, "Host"))
            return host_of(state.target);
        if (equal_ignoring_case(name, "Connection"))
            return "Keep-Alive";
        if (equal_ignoring_case(name, "Cache-Control"))
            return "no-cache";
        if (equal_ignoring_case(name, "Authorization") && credentials == SendCredentials::Yes)
            return std::string(http::removed_credentials);
        if (equal_ignoring_case(name, "MS-ASProtocolVersion") && in_headers && state.version)
            return std::string(eas::to_string(*state.version));
        if (equal_ignoring_case(name, "X-MS-PolicyKey") && in_headers && carries_policy_key(command))
            return state.policy_key;
        if (equal_ignoring_case(name, "Content-Type") && !body.empty())
            return command && eas::carries_mail(*command) ? "message/rfc822"
                                                          : "application/vnd.ms-sync.wbxml";
        if (equal_ignoring_case(name, "Content-Length") && command)
            return std::to_string(body.size());
        return std::nullopt;
    };
    for (const std::string& name : state.profile.request.header_order)
        if (const auto value = value_of(name))
            request.headers.push_back({name, *value});
    request.body = std::move(body);
    return request;
}

Action send_held(State& state, eas::Command command, std::string body, Milliseconds timeout,
                 Milliseconds hold, OnAnswer on_answer)
{
    transport::Sending sending;
    sending.request = make_request(state, command, std::move(body));
    sending.timeout = timeout;
    sending.hold = hold;
    state.outstanding = {.sending = std::move(sending), .command = command, .on_answer = on_answer};
    return state.outstanding.sending;
}

Action send_with_parameters(State& state, eas::Command command, std::vector<eas::CommandParameter> parameters,
                            std::string body, OnAnswer on_answer)
{
    transport::Sending sending;
    sending.request = make_request(state, command, std::move(body), SendCredentials::Yes, parameters);
    state.outstanding = {.sending = std::move(sending),
                         .command = command,
                         .parameters = std::move(parameters),
                         .on_answer = on_answer,
                         .survived = true};
    return state.outstanding.sending;
}

Action send_command(State& state, eas::Command command, const pugi::xml_document& body, OnAnswer on_answer)
{
    return send_held(state, command, eas::to_wire(body), transport::Sending{}.timeout, Milliseconds(0),
                     on_answer);
}

} // namespace easprobe::session
