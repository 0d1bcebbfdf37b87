#include "client/drive/channels.h"

#include <utility>

namespace easprobe::drive {

Channels::Channels(const Hello& hello, Course& course, Way way)
    : hello_(hello), course_(course), way_(std::move(way))
{}

std::unique_ptr<transport::HttpsChannel> Channels::open(const transport::Origin& origin) const
{
    transport::ChannelOptions options;
    options.resolve = way_.resolve;
    options.watch = way_.watch;
    return std::make_unique<transport::HttpsChannel>(
        origin, std::move(options), hello_,
        [&course = course_](const std::vector<std::string>& chain) { return course.accepts(chain); },
        way_.credentials);
}

transport::HttpsChannel& Channels::channel_for(const transport::Sending& sending)
{
    std::unique_ptr<transport::HttpsChannel>& channel = sending.apart ? apart_ : kept_[sending.origin];
    if (sending.apart || channel == nullptr)
        channel = open(sending.origin);
    return *channel;
}

std::unique_ptr<transport::HelloChannel> Channels::hello_channel(const AskHello& ask) const
{
    transport::ChannelOptions options;
    options.resolve = way_.resolve;
    options.watch = way_.watch;
    return std::make_unique<transport::HelloChannel>(ask.origin, std::move(options), ask.name, ask.hello);
}

Exchange begin_exchange(const transport::Sending& sending, TimeAndChance& nature)
{
    Exchange exchange;
    exchange.purpose = sending.purpose;
    exchange.step = sending.step;
    exchange.probe = sending.probe;
    exchange.request = sending.request;
    if (sending.origin.scheme == transport::Scheme::Http)
        std::erase_if(exchange.request.headers,
                      [](const http::Header& header) { return header.value == http::removed_credentials; });
    exchange.url = to_string(sending.origin) + sending.request.target;
    exchange.started = nature.now();
    return exchange;
}

HelloProbe unasked(const AskHello& ask, TransportFailure why)
{
    HelloProbe probe;
    probe.name = ask.name;
    probe.hello = ask.hello;
    probe.failure = std::move(why);
    return probe;
}

} // namespace easprobe::drive
