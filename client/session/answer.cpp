#include "client/session/answer.h"

namespace easprobe::session {

std::optional<std::string> refusal_of(const Exchange& exchange)
{
    const http::Response* response = exchange.response();
    if (response == nullptr)
        return "no answer";
    if (response->status != 200)
        return fmt::format("HTTP {}", response->status);
    if (exchange.response_body && !*exchange.response_body)
        return fmt::format("an answer that is not WBXML: {} at byte {}",
                           wbxml::describe(exchange.response_body->error().code),
                           exchange.response_body->error().offset);
    return std::nullopt;
}

bool is_policy_demand(const Exchange& exchange)
{
    const http::Response* response = exchange.response();
    return response != nullptr && response->status == 449;
}

} // namespace easprobe::session
