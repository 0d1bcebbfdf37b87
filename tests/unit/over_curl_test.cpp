// Which login goes where: what a request says, and in clear none at all.
#include "client/drive/one_at_a_time.h"

#include "tests/rig/bare_server.h"
#include "tests/rig/handsets.h"
#include "tests/rig/runs.h"

#include <doctest/doctest.h>
#include <memory>

using namespace easprobe;

namespace {

/// A phone with a password, whose run asks nothing by itself: only what a test has it ask.
class Phone {
  public:
    explicit Phone(Run run)
        : nature_(machine_time_and_chance()), budget_(*nature_, std::chrono::seconds(20), {})
    {
        drive::Way way;
        way.resolve = run.circumstances.resolve;
        way.credentials = std::make_shared<const transport::Credentials>(std::move(*run.credentials));
        run.circumstances.press_on = true;
        course_ = std::make_unique<Course>(rig::handset(), std::move(run), *nature_, tally_);
        carrier_ = std::make_unique<drive::OverCurl>(rig::handset().hello, *course_, *nature_, budget_,
                                                     std::move(way));
        const auto hello = carrier_->hello(std::get<AskHello>(course_->ask()));
        course_->told(hello, carrier_->connection()); // It now accepts what the server shows.
    }

    Exchange asks(const transport::Sending& sending) { return carrier_->exchange(sending); }

  private:
    std::unique_ptr<TimeAndChance> nature_;
    drive::Budget budget_;
    Tally tally_;
    std::unique_ptr<Course> course_;
    std::unique_ptr<drive::OverCurl> carrier_;
};

transport::Sending options_at(transport::Origin origin)
{
    transport::Sending sending;
    sending.origin = std::move(origin);
    sending.request.method = "OPTIONS";
    sending.request.target = "/Microsoft-Server-ActiveSync";
    sending.request.headers = {{"Host", sending.origin.host},
                               {"Authorization", std::string(http::removed_credentials)}};
    return sending;
}

} // namespace

TEST_CASE("in clear no credentials are sent, whatever is asked, and none are recorded as sent")
{
    std::string received;
    const rig::BareServer plain([&](int socket, const std::string& bytes) {
        received = bytes;
        rig::send_all(socket, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
    });
    const auto server = rig::start();
    Phone phone(rig::run_against(*server));
    transport::Sending sending = options_at({transport::Scheme::Http, "127.0.0.1", plain.port()});
    for (const std::string login : {"", "bob"}) {
        sending.login = login;
        received.clear();
        const Exchange exchange = phone.asks(sending);
        REQUIRE(exchange.response() != nullptr);
        CHECK(received.starts_with("OPTIONS /Microsoft-Server-ActiveSync HTTP/1.1\r\nHost: 127.0.0.1\r\n"));
        CHECK(received.find("uthorization") == std::string::npos);
        CHECK(http::find(exchange.request.headers, "Authorization") == nullptr);
    }
}

TEST_CASE("a request goes with the user's login, with another one that it names, or with none")
{
    test_server::ServerSettings settings;
    settings.site.logins = test_server::Logins::OnlyWithDomain;
    const auto server = rig::start(std::move(settings));
    Phone phone(rig::run_against(*server));
    transport::Sending sending = options_at({transport::Scheme::Https, "eas.example.test", server->port()});
    const auto status = [&] {
        const Exchange exchange = phone.asks(sending);
        return exchange.response() != nullptr ? exchange.response()->status : 0;
    };
    CHECK(status() == 200);
    sending.login = "alice";
    CHECK(status() == 401);
    sending.login = "OTHER\\alice";
    CHECK(status() == 200);
    sending.request.headers.pop_back();
    CHECK(status() == 401);
}
