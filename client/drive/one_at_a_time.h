#pragma once

#include "client/drive/budget.h"
#include "client/drive/channels.h"
#include "client/run/course.h"

#include <functional>

namespace easprobe::drive {

/// Called before each exchange, for those who wait.
using Announcer = std::function<void(const transport::Sending&)>;

/// Called about every second while one thing takes long, with the time it has taken.
using Progress = std::function<void(Milliseconds)>;

/// Does what a run asks for, one thing at a time, and never judges. What goes wrong is in what comes back.
class Carrier {
  public:
    virtual ~Carrier() = default;
    virtual HelloProbe hello(const AskHello& ask) = 0;
    /// The exchange is not yet interpreted or numbered.
    virtual Exchange exchange(const transport::Sending& sending) = 0;
    /// What is known of the way that the last thing went.
    virtual const Connection& connection() const = 0;
};

/// Lets a run go to its end.
/// @param announcer May be empty.
void one_at_a_time(Course& course, Carrier& carrier, const Announcer& announcer = {});

/// Over sockets, waiting for each answer; nothing is begun that the budget has no time for.
class OverCurl final : public Carrier {
  public:
    /// @param hello, course, nature, budget Outlive this.
    /// @param way Its watch is set here.
    /// @param progress May be empty.
    OverCurl(const Hello& hello, Course& course, TimeAndChance& nature, Budget& budget, Way way,
             Progress progress = {});

    HelloProbe hello(const AskHello& ask) override;
    Exchange exchange(const transport::Sending& sending) override;
    const Connection& connection() const override { return *connection_; }

  private:
    bool goes_on();
    void begin();
    void wait(Milliseconds delay);

    using Moment = std::chrono::steady_clock::time_point;

    TimeAndChance& nature_;
    Budget& budget_;
    Progress progress_;
    Channels channels_;
    Connection hello_connection_; ///< As the last hello left it.
    const Connection* connection_ = &hello_connection_;
    bool clean_up_ = false; ///< What is under way clears away.
    Moment began_;          ///< By the machine's clock, as the next one.
    Moment next_progress_;
};

} // namespace easprobe::drive
