#include "client/drive/event_loop.h"

#include "client/drive/guest.h"

#include <list>
#include <utility>

namespace easprobe::drive {

namespace {

constexpr Milliseconds look_round{250};

struct Running {
    std::unique_ptr<Guest> guest;
    std::function<void()> ended;
};

} // namespace

struct EventLoop::State {
    Readiness readiness;
    std::list<Running> runs;
    std::chrono::steady_clock::time_point next_look;
    bool some_done = false;

    void take_out_the_done();
};

/// What is told of an end may bring a new run in.
void EventLoop::State::take_out_the_done()
{
    some_done = false;
    for (auto run = runs.begin(); run != runs.end();) {
        if (!run->guest->is_done()) {
            ++run;
            continue;
        }
        run->guest.reset();
        const auto ended = std::move(run->ended);
        run = runs.erase(run);
        if (ended)
            ended();
    }
}

EventLoop::EventLoop() : state_(std::make_unique<State>()) {}

EventLoop::~EventLoop() = default;

std::size_t EventLoop::running() const
{
    return state_->runs.size();
}

void EventLoop::add(const Hello& hello, Course& course, TimeAndChance& nature, Budget& budget, Way way,
                    std::function<void()> ended)
{
    auto guest = std::make_unique<Guest>(state_->readiness, hello, course, nature, budget, std::move(way),
                                         [&some_done = state_->some_done] { some_done = true; });
    Guest& added = *guest;
    state_->runs.push_back({std::move(guest), std::move(ended)});
    added.go_on();
}

void EventLoop::run()
{
    State& state = *state_;
    while (!state.runs.empty()) {
        state.readiness.wake(state.some_done ? Milliseconds(0) : look_round);
        const auto now = std::chrono::steady_clock::now();
        if (now >= state.next_look) {
            state.next_look = now + look_round;
            for (const Running& run : state.runs)
                run.guest->look_round();
        }
        if (state.some_done)
            state.take_out_the_done();
    }
}

} // namespace easprobe::drive
