#include "client/run/time_and_chance.h"

#include <random>

namespace easprobe {

namespace {

class OfTheMachine final : public TimeAndChance {
  public:
    std::chrono::sys_time<Milliseconds> now() override
    {
        return std::chrono::time_point_cast<Milliseconds>(std::chrono::system_clock::now());
    }
    std::chrono::steady_clock::time_point steady() override { return std::chrono::steady_clock::now(); }
    std::uint32_t random() override { return any_(source_); }

  private:
    std::random_device source_;
    std::uniform_int_distribution<std::uint32_t> any_;
};

} // namespace

std::unique_ptr<TimeAndChance> machine_time_and_chance()
{
    return std::make_unique<OfTheMachine>();
}

} // namespace easprobe
