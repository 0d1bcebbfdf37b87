// The course of a run, told by what it asks for after each answer: no network, no clock.
#include "client/run/course.h"

#include "tests/rig/fixed_nature.h"
#include "tests/rig/handsets.h"
#include "tests/rig/replies.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

using namespace easprobe;
using Kind = TransportFailure::Kind;

namespace {

constexpr std::chrono::sys_seconds noon{std::chrono::sys_days{std::chrono::year(2008) / 6 / 2} +
                                        std::chrono::hours(12)};

Wishes wishes_for(const std::string& host)
{
    Wishes wishes;
    wishes.target.host = host;
    wishes.account = {"alice", "EXAMPLE"};
    wishes.options.device_id = "0123456789ABCDEF0123456789ABCDEF";
    wishes.circumstances.ping = false;
    return wishes;
}

/// A course that is told things, and what it then asks for, in words.
class Play {
  public:
    explicit Play(Wishes wishes) : course(rig::handset(), std::move(wishes), nature_, kept)
    {
        way.name_resolved = way.connected = true;
    }

    std::string asks() const
    {
        if (const auto* hello = std::get_if<AskHello>(&course.ask()))
            return fmt::format("hello {} to {}", hello->name, to_string(hello->origin));
        if (const auto* sending = std::get_if<transport::Sending>(&course.ask()))
            return fmt::format("{} {}{}", sending->request.method, to_string(sending->origin),
                               sending->request.target.substr(0, sending->request.target.find('?')));
        return fmt::format("done, {}", to_string(course.evidence().ending.kind));
    }

    void hello_is_answered()
    {
        HelloProbe probe = asked_hello();
        probe.flight.done = true;
        course.told(std::move(probe), way);
    }
    void hello_fails(Kind kind)
    {
        HelloProbe probe = asked_hello();
        probe.failure = TransportFailure{kind, "as it is", {}};
        course.told(std::move(probe), way);
    }
    void answered(Exchange::Ended ended)
    {
        Exchange exchange;
        const auto& sending = std::get<transport::Sending>(course.ask());
        exchange.request = sending.request;
        exchange.url = to_string(sending.origin) + sending.request.target;
        exchange.ended = std::move(ended);
        course.told(std::move(exchange), way);
    }

  private:
    rig::FixedNature nature_{noon};

  public:
    Keep kept;
    Connection way;
    Course course;

  private:
    HelloProbe asked_hello() const
    {
        const auto& ask = std::get<AskHello>(course.ask());
        HelloProbe probe;
        probe.name = ask.name;
        probe.hello = ask.hello;
        return probe;
    }
};

const char* const options = "OPTIONS https://eas.example.test:443/Microsoft-Server-ActiveSync";
const char* const post = "POST https://eas.example.test:443/Microsoft-Server-ActiveSync";

} // namespace

TEST_CASE("a server that is named is asked a hello, then OPTIONS, then what the phone goes on with")
{
    Play play(wishes_for("eas.example.test"));
    CHECK(play.asks() == "hello handset to https://eas.example.test:443");
    play.hello_is_answered();
    CHECK(play.asks() == options);
    play.answered(rig::options_of("2.5"));
    CHECK(play.asks() == post);
    play.answered(rig::status(500));
    // An empty chain does not please; it may be another for who asks by name.
    CHECK(play.asks() == "hello server-name to https://eas.example.test:443");
    play.hello_is_answered();
    CHECK(play.asks() == "done, blocked");
    CHECK(play.kept.exchanges.size() == 2);
    CHECK(play.course.evidence().hellos.size() == 2);
    CHECK(play.course.evidence().version == eas::ProtocolVersion::V2_5);
}

TEST_CASE("a server that refuses the hello is asked others, and nothing else")
{
    Play play(wishes_for("eas.example.test"));
    play.hello_fails(Kind::Closed);
    for (const char* const name : {"server-name", "aes", "ssl3", "any-suite", "today"}) {
        CHECK(play.asks() == fmt::format("hello {} to https://eas.example.test:443", name));
        play.hello_fails(Kind::Closed);
    }
    CHECK(play.asks() == "done, blocked");
    CHECK(play.course.evidence().ending.phase == Phase::Hello);
    CHECK(play.kept.exchanges.empty());
}

TEST_CASE("an interruption is one, wherever it comes")
{
    Play at_hello(wishes_for("eas.example.test"));
    at_hello.hello_fails(Kind::Interrupted);
    CHECK(at_hello.asks() == "done, interrupted");
    Play at_options(wishes_for("eas.example.test"));
    at_options.hello_is_answered();
    at_options.answered(TransportFailure{Kind::Interrupted, "interrupted", {}});
    CHECK(at_options.asks() == "done, interrupted");
    Wishes searched = wishes_for("");
    searched.address = "alice@example.test";
    Play at_search(searched);
    at_search.answered(TransportFailure{Kind::Interrupted, "interrupted", {}});
    CHECK(at_search.asks() == "done, interrupted");
}

TEST_CASE("a server that is looked for is asked nothing before it is found, and its host is then the one")
{
    Wishes wishes = wishes_for("");
    wishes.address = "alice@example.test";
    Play play(wishes);
    CHECK(play.asks() == "POST https://example.test:443/autodiscover/autodiscover.xml");
    play.answered(TransportFailure{Kind::ConnectionRefused, "refused", {}});
    CHECK(play.asks() == "POST https://autodiscover.example.test:443/autodiscover/autodiscover.xml");
    play.answered(rig::status(404));
    CHECK(play.asks() == "GET http://autodiscover.example.test:80/autodiscover/autodiscover.xml");
    play.answered(http::Response{
        302, "", {{"Location", "https://mail.example.test:8443/autodiscover/autodiscover.xml"}}, ""});
    CHECK(play.asks() == "POST https://mail.example.test:8443/autodiscover/autodiscover.xml");
    play.answered(http::Response{200,
                                 "OK",
                                 {{"Content-Type", "text/xml"}},
                                 "<Autodiscover><Response><Action><Settings><Server><Type>MobileSync</Type>"
                                 "<Url>https://eas.example.test/Microsoft-Server-ActiveSync</Url></Server>"
                                 "</Settings></Action></Response></Autodiscover>"});
    CHECK(play.asks() == "hello handset to https://eas.example.test:443");
    CHECK(play.course.evidence().target.host == "eas.example.test");
    CHECK(play.course.evidence().discovery->steps.size() == 4);
}

TEST_CASE("pressing on goes past a chain of the server's and never past one of a host that is only asked")
{
    Wishes wishes = wishes_for("eas.example.test");
    Play cautious(wishes);
    cautious.hello_is_answered();
    CHECK_FALSE(cautious.course.accepts({"no certificate"}));
    wishes.circumstances.press_on = true;
    Play pressing(wishes);
    CHECK_FALSE(pressing.course.accepts({"no certificate"})); // A hello is no handshake.
    pressing.hello_is_answered();
    CHECK(pressing.course.accepts({"no certificate"}));
    wishes.address = "alice@example.test";
    CHECK_FALSE(Play(wishes).course.accepts({"no certificate"}));
}

TEST_CASE("hello and mark are of the given time and chance")
{
    Play one(wishes_for("eas.example.test"));
    Play other(wishes_for("eas.example.test"));
    const auto& random = std::get<AskHello>(one.course.ask()).hello.random;
    CHECK(random == std::get<AskHello>(other.course.ask()).hello.random);
    const auto seconds = static_cast<std::uint32_t>(noon.time_since_epoch().count());
    CHECK(random.at(0) == seconds >> 24);
    CHECK(random.at(3) == (seconds & 0xFF));
    CHECK(one.course.evidence().started == noon);
}
