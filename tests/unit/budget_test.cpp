// How long a run may take, by a clock that a test turns.
#include "client/drive/budget.h"

#include <doctest/doctest.h>

using namespace easprobe;
using std::chrono::seconds;

namespace {

class TurnedClock final : public TimeAndChance {
  public:
    std::chrono::sys_time<Milliseconds> now() override { return {}; }
    std::chrono::steady_clock::time_point steady() override { return at; }
    std::uint32_t random() override { return 4; }

    std::chrono::steady_clock::time_point at;
};

using Kind = TransportFailure::Kind;

} // namespace

TEST_CASE("clearing away has its time after the deadline, however long before it has begun")
{
    TurnedClock clock;
    drive::Budget budget(clock, seconds(60), {}, seconds(20));
    CHECK(budget.left(false) == seconds(60));
    CHECK(budget.left(true) == seconds(80));
    clock.at += seconds(60);
    REQUIRE(budget.refusal(false));
    CHECK(budget.refusal(false)->kind == Kind::DeadlineReached);
    CHECK(budget.refusal(false)->never_sent);
    CHECK_FALSE(budget.refusal(true));
    CHECK(budget.left(true) == seconds(20));
    clock.at += seconds(20);
    CHECK(budget.refusal(true)->kind == Kind::DeadlineReached);
}

TEST_CASE("an interruption ends everything but clearing away, which has its time from then on")
{
    TurnedClock clock;
    bool came = false;
    drive::Budget budget(
        clock, seconds(600), [&] { return came; }, seconds(20));
    clock.at += seconds(30);
    CHECK_FALSE(budget.interrupted(false));
    came = true;
    CHECK(budget.interrupted(false));
    CHECK_FALSE(budget.interrupted(true));
    CHECK(budget.refusal(false)->kind == Kind::Interrupted);
    CHECK(budget.left(true) == seconds(20));
    clock.at += seconds(15);
    CHECK(budget.left(true) == seconds(5));
    CHECK_FALSE(budget.refusal(true));
    clock.at += seconds(5);
    CHECK(budget.refusal(true)->kind == Kind::DeadlineReached);
}

TEST_CASE("an interruption at the very end does not make clearing away longer than after the deadline")
{
    TurnedClock clock;
    bool came = false;
    drive::Budget budget(
        clock, seconds(60), [&] { return came; }, seconds(20));
    clock.at += seconds(70);
    came = true;
    CHECK(budget.left(true) == seconds(10));
}

TEST_CASE("a run without a deadline goes on for as long as it takes")
{
    TurnedClock clock;
    drive::Budget budget(clock, {}, {});
    clock.at += std::chrono::hours(24 * 30);
    CHECK_FALSE(budget.refusal(false));
}
