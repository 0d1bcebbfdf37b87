#pragma once

#include <array>
#include <chrono>
#include <map>
#include <optional>
#include <set>
#include <tuple>

namespace easprobe::drive {

/// Each who waits has one moment of either kind.
enum class Alarm { Libcurl, Own };

/// Who waits for sockets and moments.
class Waiter {
  public:
    using Moment = std::chrono::steady_clock::time_point;

    virtual ~Waiter() = default;
    virtual void on_socket(int socket, bool readable, bool writable) = 0;
    virtual void on_alarm(Alarm alarm) = 0;

  private:
    friend class Readiness;
    std::array<std::optional<Moment>, 2> alarms_;
};

/// What many wait for, on one thread.
class Readiness {
  public:
    using Moment = Waiter::Moment;

    Readiness();
    ~Readiness();
    Readiness(const Readiness&) = delete;
    Readiness& operator=(const Readiness&) = delete;

    /// Wakes the waiter when the socket can be read or written; neither: no more.
    void watch(int socket, Waiter& waiter, bool reads, bool writes);
    void set(Alarm alarm, Waiter& waiter, Moment when);
    void clear(Alarm alarm, Waiter& waiter);

    /// Waits at most so long for something to become ready, and wakes whoever waits for it.
    void wake(std::chrono::milliseconds longest);

  private:
    int epoll_;
    std::map<int, Waiter*> sockets_;
    std::set<std::tuple<Moment, Waiter*, Alarm>> alarms_;
};

} // namespace easprobe::drive
