#pragma once

#include "client/drive/budget.h"
#include "client/drive/channels.h"
#include "client/drive/readiness.h"

#include <functional>
#include <memory>
#include <optional>

namespace easprobe::drive {

/// One run among others on a thread: begins what its course asks for, and never waits for it.
class Guest final : public Waiter {
  public:
    /// @param done Called when the run is at its end.
    Guest(Readiness& readiness, const Hello& hello, Course& course, TimeAndChance& nature, Budget& budget,
          Way way, std::function<void()> done);
    ~Guest() override;
    Guest(const Guest&) = delete;
    Guest& operator=(const Guest&) = delete;

    /// Begins what is asked for next, as long as it ends at once.
    void go_on();
    bool is_done() const { return std::holds_alternative<session::Done>(course_.ask()); }
    /// To be called several times a second: ends what is under way where the user has ended the run.
    void look_round();

    void on_socket(int socket, bool readable, bool writable) override;
    void on_alarm(Alarm alarm) override;

  private:
    using Wants = transport::HelloChannel::Wants;

    bool begin(const AskHello& ask);
    bool begin(const transport::Sending& sending);
    bool send(const transport::Sending& sending);
    /// Gives a handle to libcurl, in the channel's own multi handle.
    void perform(void* multi, void* handle);
    void take_finished();
    void finished(int curl_code);
    void go_on_with_hello(Wants wants);
    void end_hello();
    void end_exchange(Exchange::Ended ended);
    /// Nothing is under way any more.
    void release();
    /// libcurl says what to wait for.
    static int on_wish(void* handle, int socket, int what, void* guest, void*);
    static int on_timer(void* multi, long milliseconds, void* guest);

    Readiness& readiness_;
    Course& course_;
    TimeAndChance& nature_;
    Budget& budget_;
    Channels channels_;
    std::function<void()> done_;

    // What is under way.
    void* multi_ = nullptr;
    void* handle_ = nullptr;
    std::unique_ptr<transport::HelloChannel> hello_;
    int hello_socket_ = -1;                                          ///< Waited for by ourselves.
    TransportFailure::Kind late_ = TransportFailure::Kind::TimedOut; ///< What the hello's alarm means.
    transport::HttpsChannel* channel_ = nullptr;
    std::optional<Exchange> exchange_;
    bool waits_ = false; ///< For the time to send it.
    Moment begin_;
};

} // namespace easprobe::drive
