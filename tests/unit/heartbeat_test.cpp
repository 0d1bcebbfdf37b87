// How the phone's heartbeat falls back and grows, and how the limit of a connection is found below it.
#include "client/session/phases/heartbeat.h"

#include <doctest/doctest.h>
#include <vector>

using namespace easprobe;
using namespace std::chrono_literals;
using std::chrono::seconds;

namespace {

Push push()
{
    Push push;
    push.heartbeat_minimum = 480s;
    push.adjusting.step = 300s;
    return push;
}

/// What is tried when a connection lives for `life`, from the first interval on.
std::vector<seconds> tried(seconds first, std::chrono::milliseconds life, session::HeartbeatSearch& search)
{
    std::vector<seconds> intervals;
    for (std::optional<seconds> next = first; next; next = session::next_interval(push(), search)) {
        intervals.push_back(*next);
        REQUIRE(intervals.size() < 50);
        if (*next <= life)
            search.note_survival(*next);
        else
            search.note_cut(life);
    }
    return intervals;
}

using Intervals = std::vector<seconds>;

} // namespace

TEST_CASE("a heartbeat that is held needs no other")
{
    session::HeartbeatSearch search;
    CHECK(tried(1800s, 1800s, search) == Intervals{1800s});
    CHECK(search.survived == 1800s);
    CHECK_FALSE(search.cut.has_value());
}

TEST_CASE("after a cut the phone falls back to its shortest heartbeat and grows by its step")
{
    session::HeartbeatSearch search;
    CHECK(tried(1800s, 1200s, search) == Intervals{1800s, 480s, 780s, 1080s});
    CHECK(search.survived == 1080s);
    CHECK(search.cut == 1200s);
}

TEST_CASE("below the phone's shortest heartbeat halving finds the limit to an eighth")
{
    session::HeartbeatSearch search;
    CHECK(tried(1800s, 300s, search) == Intervals{1800s, 150s, 225s, 262s, 281s});
    CHECK(search.survived == 281s);
    CHECK(search.cut == 300s);

    session::HeartbeatSearch short_one;
    CHECK(tried(5s, 3100ms, short_one) == Intervals{5s, 1s, 2s});
    CHECK(short_one.survived == 2s);
}

TEST_CASE("a connection that lives no second is not looked at again")
{
    session::HeartbeatSearch search;
    CHECK(tried(1s, 800ms, search) == Intervals{1s});
    CHECK(search.survived == 0s);
}

TEST_CASE("what was cut earlier than another one was held has no limit to be found")
{
    session::HeartbeatSearch search;
    search.note_survival(600s);
    search.note_cut(500s);
    CHECK_FALSE(session::next_interval(push(), search).has_value());
}
