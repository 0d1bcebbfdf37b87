#include "client/drive/readiness.h"

#include <algorithm>
#include <cstdint>
#include <sys/epoll.h>
#include <unistd.h>

namespace easprobe::drive {

namespace {

std::size_t index_of(Alarm alarm)
{
    return alarm == Alarm::Libcurl ? 0 : 1;
}

} // namespace

Readiness::Readiness() : epoll_(epoll_create1(EPOLL_CLOEXEC)) {}

Readiness::~Readiness()
{
    close(epoll_);
}

void Readiness::watch(int socket, Waiter& waiter, bool reads, bool writes)
{
    if (!reads && !writes) {
        if (sockets_.erase(socket) > 0)
            epoll_ctl(epoll_, EPOLL_CTL_DEL, socket, nullptr);
        return;
    }
    epoll_event wanted{};
    wanted.events = (reads ? std::uint32_t{EPOLLIN} : 0) | (writes ? std::uint32_t{EPOLLOUT} : 0);
    wanted.data.fd = socket;
    sockets_.insert_or_assign(socket, &waiter);
    // A socket that was closed has gone from there by itself, and its number comes again.
    if (epoll_ctl(epoll_, EPOLL_CTL_MOD, socket, &wanted) != 0)
        epoll_ctl(epoll_, EPOLL_CTL_ADD, socket, &wanted);
}

void Readiness::set(Alarm alarm, Waiter& waiter, Moment when)
{
    clear(alarm, waiter);
    waiter.alarms_.at(index_of(alarm)) = when;
    alarms_.emplace(when, &waiter, alarm);
}

void Readiness::clear(Alarm alarm, Waiter& waiter)
{
    std::optional<Moment>& when = waiter.alarms_.at(index_of(alarm));
    if (when)
        alarms_.erase({*when, &waiter, alarm});
    when.reset();
}

void Readiness::wake(std::chrono::milliseconds longest)
{
    auto left = longest;
    if (!alarms_.empty())
        left = std::min(left, std::chrono::ceil<std::chrono::milliseconds>(
                                  std::get<Moment>(*alarms_.begin()) - std::chrono::steady_clock::now()));
    std::array<epoll_event, 64> events{};
    const int count = epoll_wait(epoll_, events.data(), static_cast<int>(events.size()),
                                 static_cast<int>(std::max<std::int64_t>(left.count(), 0)));
    for (int i = 0; i < count; ++i) {
        const epoll_event& event = events.at(static_cast<std::size_t>(i));
        // Whoever was woken before may have closed it.
        const auto waiting = sockets_.find(event.data.fd);
        if (waiting == sockets_.end())
            continue;
        const bool broken = (event.events & (EPOLLERR | EPOLLHUP)) != 0;
        waiting->second->on_socket(event.data.fd, broken || (event.events & EPOLLIN) != 0,
                                   broken || (event.events & EPOLLOUT) != 0);
    }
    const auto now = std::chrono::steady_clock::now();
    while (!alarms_.empty() && std::get<Moment>(*alarms_.begin()) <= now) {
        const auto [when, waiter, alarm] = *alarms_.begin();
        clear(alarm, *waiter);
        waiter->on_alarm(alarm);
    }
}

} // namespace easprobe::drive
