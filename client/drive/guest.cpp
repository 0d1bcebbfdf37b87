#include "client/drive/guest.h"

#include "client/drive/ask_hello.h"

#include <algorithm>
#include <curl/curl.h>
#include <utility>

namespace easprobe::drive {

namespace {

using Kind = TransportFailure::Kind;

Milliseconds since(Waiter::Moment begin, TimeAndChance& nature)
{
    return std::chrono::duration_cast<Milliseconds>(nature.steady() - begin);
}

} // namespace

Guest::Guest(Readiness& readiness, const Hello& hello, Course& course, TimeAndChance& nature, Budget& budget,
             Way way, std::function<void()> done)
    : readiness_(readiness), course_(course), nature_(nature), budget_(budget),
      channels_(hello, course, std::move(way)), done_(std::move(done))
{}

Guest::~Guest()
{
    release();
}

void Guest::go_on()
{
    bool at_once = true;
    while (at_once && !is_done()) {
        if (const auto* hello = std::get_if<AskHello>(&course_.ask()))
            at_once = begin(*hello);
        else
            at_once = begin(std::get<transport::Sending>(course_.ask()));
    }
    if (is_done())
        done_();
}

bool Guest::begin(const AskHello& ask)
{
    if (auto refusal = budget_.refusal(false)) {
        course_.told(unasked(ask, std::move(*refusal)), Connection{});
        return true;
    }
    begin_ = nature_.steady();
    hello_ = channels_.hello_channel(ask);
    if (void* const handle = hello_->begin(budget_.limit(false))) {
        perform(hello_->multi(), handle);
        return false;
    }
    end_hello();
    return true;
}

bool Guest::begin(const transport::Sending& sending)
{
    exchange_ = begin_exchange(sending, nature_);
    channel_ = &channels_.channel_for(sending);
    const Milliseconds delay = std::min(sending.delay, budget_.left(sending.clean_up));
    if (delay.count() <= 0)
        return send(sending);
    waits_ = true;
    readiness_.set(Alarm::Own, *this, std::chrono::steady_clock::now() + delay);
    return false;
}

bool Guest::send(const transport::Sending& sending)
{
    waits_ = false;
    readiness_.clear(Alarm::Own, *this);
    begin_ = nature_.steady();
    if (auto refusal = budget_.refusal(sending.clean_up)) {
        end_exchange(std::move(*refusal));
        return true;
    }
    if (void* const handle = channel_->begin(sending, budget_.limit(sending.clean_up))) {
        perform(channel_->multi(), handle);
        return false;
    }
    end_exchange(TransportFailure{Kind::Other, "libcurl could not be initialised", {}});
    return true;
}

void Guest::perform(void* multi, void* handle)
{
    multi_ = multi;
    handle_ = handle;
    curl_multi_setopt(multi, CURLMOPT_SOCKETFUNCTION, on_wish);
    curl_multi_setopt(multi, CURLMOPT_SOCKETDATA, this);
    curl_multi_setopt(multi, CURLMOPT_TIMERFUNCTION, on_timer);
    curl_multi_setopt(multi, CURLMOPT_TIMERDATA, this);
    curl_multi_add_handle(multi, handle);
}

int Guest::on_wish(void*, int socket, int what, void* guest, void*)
{
    auto& self = *static_cast<Guest*>(guest);
    const bool reads = what == CURL_POLL_IN || what == CURL_POLL_INOUT;
    const bool writes = what == CURL_POLL_OUT || what == CURL_POLL_INOUT;
    self.readiness_.watch(socket, self, reads, writes);
    return 0;
}

int Guest::on_timer(void*, long milliseconds, void* guest)
{
    auto& self = *static_cast<Guest*>(guest);
    if (milliseconds < 0)
        self.readiness_.clear(Alarm::Libcurl, self);
    else
        self.readiness_.set(Alarm::Libcurl, self,
                            std::chrono::steady_clock::now() + Milliseconds(milliseconds));
    return 0;
}

void Guest::on_socket(int socket, bool readable, bool writable)
{
    if (socket == hello_socket_)
        return go_on_with_hello(hello_->go_on());
    if (multi_ == nullptr)
        return;
    int running = 0;
    const int events = (readable ? CURL_CSELECT_IN : 0) | (writable ? CURL_CSELECT_OUT : 0);
    curl_multi_socket_action(multi_, socket, events, &running);
    take_finished();
}

void Guest::on_alarm(Alarm alarm)
{
    if (alarm == Alarm::Libcurl) {
        int running = 0;
        if (multi_ != nullptr)
            curl_multi_socket_action(multi_, CURL_SOCKET_TIMEOUT, 0, &running);
        take_finished();
    } else if (hello_ != nullptr) {
        hello_->give_up(late_);
        go_on_with_hello(Wants::Nothing);
    } else if (waits_ && send(std::get<transport::Sending>(course_.ask()))) {
        go_on();
    }
}

void Guest::look_round()
{
    const auto* const sending = std::get_if<transport::Sending>(&course_.ask());
    if (!budget_.interrupted(sending != nullptr && sending->clean_up))
        return;
    if (hello_ != nullptr) {
        hello_->give_up(Kind::Interrupted);
        go_on_with_hello(Wants::Nothing);
    } else if (waits_) {
        if (send(*sending))
            go_on();
    } else if (handle_ != nullptr) {
        channel_->interrupt();
        finished(CURLE_ABORTED_BY_CALLBACK);
    }
}

void Guest::take_finished()
{
    int left = 0;
    while (multi_ != nullptr) {
        const CURLMsg* const message = curl_multi_info_read(multi_, &left);
        if (message == nullptr)
            return;
        if (message->msg == CURLMSG_DONE)
            return finished(message->data.result);
    }
}

void Guest::finished(int curl_code)
{
    if (hello_ != nullptr) // It stays with libcurl, which would close the connection.
        return go_on_with_hello(hello_->connected(curl_code));
    exchange_->duration = since(begin_, nature_);
    Exchange::Ended ended = channel_->finish(curl_code, exchange_->duration);
    release();
    end_exchange(std::move(ended));
    go_on();
}

void Guest::go_on_with_hello(Wants wants)
{
    if (wants == Wants::Nothing) {
        end_hello();
        return go_on();
    }
    if (hello_socket_ < 0) {
        const Milliseconds left = budget_.left(false);
        late_ = left < longest_hello_answer ? Kind::DeadlineReached : Kind::TimedOut;
        readiness_.set(Alarm::Own, *this,
                       std::chrono::steady_clock::now() + std::min(left, longest_hello_answer));
    }
    hello_socket_ = hello_->socket();
    readiness_.watch(hello_socket_, *this, wants == Wants::ToRead, wants == Wants::ToWrite);
}

void Guest::end_hello()
{
    release();
    HelloProbe probe = hello_->finish(since(begin_, nature_));
    const Connection connection = hello_->connection();
    hello_.reset();
    course_.told(std::move(probe), connection);
}

void Guest::end_exchange(Exchange::Ended ended)
{
    exchange_->ended = std::move(ended);
    Exchange exchange = std::move(*exchange_);
    exchange_.reset();
    course_.told(std::move(exchange), channel_->connection());
}

void Guest::release()
{
    if (hello_socket_ >= 0)
        readiness_.watch(std::exchange(hello_socket_, -1), *this, false, false);
    if (handle_ != nullptr)
        curl_multi_remove_handle(multi_, handle_);
    multi_ = handle_ = nullptr;
    readiness_.clear(Alarm::Libcurl, *this);
    readiness_.clear(Alarm::Own, *this);
}

} // namespace easprobe::drive
