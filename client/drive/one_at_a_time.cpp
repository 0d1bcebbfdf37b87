#include "client/drive/one_at_a_time.h"

#include "client/drive/ask_hello.h"

#include <algorithm>
#include <curl/curl.h>
#include <thread>
#include <utility>

namespace easprobe::drive {

void one_at_a_time(Course& course, Carrier& carrier, const Announcer& announcer)
{
    while (!std::holds_alternative<session::Done>(course.ask())) {
        if (const auto* hello = std::get_if<AskHello>(&course.ask())) {
            HelloProbe probe = carrier.hello(*hello);
            course.told(std::move(probe), carrier.connection());
            continue;
        }
        const auto& sending = std::get<transport::Sending>(course.ask());
        if (announcer)
            announcer(sending);
        Exchange exchange = carrier.exchange(sending);
        course.told(std::move(exchange), carrier.connection());
    }
}

OverCurl::OverCurl(const Hello& hello, Course& course, TimeAndChance& nature, Budget& budget, Way way,
                   Progress progress)
    : nature_(nature), budget_(budget), progress_(std::move(progress)),
      channels_(hello, course,
                (
                    way.watch = [this] { return goes_on(); }, std::move(way)))
{}

/// Asked while something takes long.
bool OverCurl::goes_on()
{
    const auto now = std::chrono::steady_clock::now();
    if (progress_ && now >= next_progress_) {
        next_progress_ = now + std::chrono::seconds(1);
        progress_(std::chrono::duration_cast<Milliseconds>(now - began_));
    }
    return !budget_.interrupted(clean_up_);
}

void OverCurl::begin()
{
    began_ = std::chrono::steady_clock::now();
    next_progress_ = began_ + std::chrono::seconds(1);
}

void OverCurl::wait(Milliseconds delay)
{
    constexpr Milliseconds look_round{100};
    Milliseconds left = std::min(delay, budget_.left(clean_up_));
    for (; left.count() > 0 && !budget_.interrupted(clean_up_); left -= look_round)
        std::this_thread::sleep_for(std::min(look_round, left));
}

Exchange OverCurl::exchange(const transport::Sending& sending)
{
    Exchange exchange = begin_exchange(sending, nature_);
    transport::HttpsChannel& channel = channels_.channel_for(sending);
    connection_ = &channel.connection();
    clean_up_ = sending.clean_up;
    wait(sending.delay);
    if (auto refusal = budget_.refusal(clean_up_)) {
        exchange.ended = std::move(*refusal);
        return exchange;
    }
    begin();
    const auto start = nature_.steady();
    void* const handle = channel.begin(sending, budget_.limit(clean_up_));
    if (handle == nullptr) {
        exchange.ended =
            TransportFailure{TransportFailure::Kind::Other, "libcurl could not be initialised", {}};
        return exchange;
    }
    const CURLcode code = curl_easy_perform(handle);
    exchange.duration = std::chrono::duration_cast<Milliseconds>(nature_.steady() - start);
    exchange.ended = channel.finish(code, exchange.duration);
    return exchange;
}

HelloProbe OverCurl::hello(const AskHello& ask)
{
    clean_up_ = false;
    connection_ = &hello_connection_;
    hello_connection_ = {};
    if (auto refusal = budget_.refusal(false))
        return unasked(ask, std::move(*refusal));
    begin();
    const auto channel = channels_.hello_channel(ask);
    HelloProbe probe = ask_hello(*channel, budget_, nature_, [this] { return goes_on(); });
    hello_connection_ = channel->connection();
    return probe;
}

} // namespace easprobe::drive
