#pragma once

#include "client/drive/budget.h"
#include "client/drive/channels.h"
#include "client/run/course.h"

#include <cstddef>
#include <functional>
#include <memory>

namespace easprobe::drive {

/// Many runs beside one another on one thread: whichever has something to do goes on, the others wait.
class EventLoop {
  public:
    EventLoop();
    ~EventLoop();
    EventLoop(const EventLoop&) = delete;
    EventLoop& operator=(const EventLoop&) = delete;

    /// Takes a run in; also from within `ended`.
    /// @param hello, course, nature, budget Outlive the run's end.
    /// @param ended Called once it is at its end; the run is then forgotten.
    void add(const Hello& hello, Course& course, TimeAndChance& nature, Budget& budget, Way way,
             std::function<void()> ended = {});

    /// Until every run is at its end.
    void run();

    /// Runs that are not.
    std::size_t running() const;

  private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace easprobe::drive
