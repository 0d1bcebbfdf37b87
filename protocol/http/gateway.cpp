#include "protocol/http/gateway.h"

namespace easprobe::http {

bool gave_up_waiting(const Response& response, std::chrono::milliseconds duration)
{
    constexpr std::chrono::seconds waited{10};
    return (response.status == 502 || response.status == 504) && duration >= waited;
}

} // namespace easprobe::http
