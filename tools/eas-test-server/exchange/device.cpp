#include "tools/eas-test-server/exchange/device.h"

#include <fmt/format.h>

namespace easprobe::test_server {

namespace {

std::string new_guid(std::mt19937& chance)
{
    std::uniform_int_distribution<std::uint32_t> any;
    const std::uint32_t a = any(chance);
    const std::uint32_t b = any(chance);
    const std::uint32_t c = any(chance);
    const std::uint32_t d = any(chance);
    return fmt::format("{{{:08X}-{:04X}-{:04X}-{:04X}-{:04X}{:08X}}}", a, b >> 16, b & 0xFFFF, c >> 16,
                       c & 0xFFFF, d);
}

} // namespace

void SyncKeys::restart(std::mt19937& chance)
{
    guid_ = new_guid(chance);
    counter_ = 1;
    repeatable_ = false;
}

SyncKeys::Standing SyncKeys::standing_of(const std::string& key) const
{
    if (counter_ > 0 && key == current())
        return Standing::Current;
    if (repeatable_ && key == fmt::format("{}{}", guid_, counter_ - 1))
        return Standing::Repeated;
    return Standing::Unknown;
}

void SyncKeys::advance()
{
    ++counter_;
    repeatable_ = true;
}

void SyncKeys::step_back()
{
    --counter_;
    repeatable_ = false;
}

std::string SyncKeys::current() const
{
    return counter_ == 0 ? std::string() : fmt::format("{}{}", guid_, counter_);
}

} // namespace easprobe::test_server
