// Which hellos a server is asked, and in which order.

#include "client/run/hello_plan.h"

#include "protocol/tls/version.h"

#include <algorithm>
#include <array>

namespace easprobe {

namespace {

std::uint16_t version_of(const std::string& name)
{
    return name == "SSL 3.0" ? tls::ssl_3_0 : tls::tls_1_0;
}

/// What clients of TLS 1.0 to 1.2 have offered, strongest first.
const std::vector<std::uint16_t> suites_of_today = {
    0xc02b, 0xc02f, 0xc02c, 0xc030, 0xcca9, 0xcca8, 0x009e, 0x009f, 0xc023, 0xc027, 0xc024, 0xc028, 0xc009,
    0xc013, 0xc00a, 0xc014, 0x0067, 0x006b, 0x0033, 0x0039, 0x009c, 0x009d, 0x003c, 0x003d, 0x002f, 0x0035};

/// What TLS 1.0 can agree on with servers of any age.
const std::vector<std::uint16_t> suites_of_tls_1_0 = {0xc009, 0xc013, 0xc00a, 0xc014, 0x0033, 0x0039, 0x0032,
                                                      0x0038, 0x002f, 0x0035, 0x0041, 0x0084, 0xc012, 0x0016,
                                                      0x0013, 0x000a, 0x0005, 0x0004, 0x0009};

using Make = tls::ClientHello (*)(const Hello&, std::string_view);

struct Question {
    std::string_view name;
    Make make;
};

tls::ClientHello with_server_name(const Hello& facts, std::string_view host)
{
    tls::ClientHello hello = handset_hello(facts, host);
    hello.sslv2_format = false;
    hello.server_name = host;
    return hello;
}

tls::ClientHello with_aes(const Hello& facts, std::string_view host)
{
    tls::ClientHello hello = handset_hello(facts, host);
    hello.sslv2_format = false;
    hello.suites = {0x002f, 0x0035};
    return hello;
}

tls::ClientHello at_ssl_3(const Hello& facts, std::string_view host)
{
    tls::ClientHello hello = handset_hello(facts, host);
    hello.sslv2_format = false;
    hello.record_version = hello.version = tls::ssl_3_0;
    return hello;
}

tls::ClientHello with_any_suite(const Hello&, std::string_view host)
{
    tls::ClientHello hello;
    hello.suites = suites_of_tls_1_0;
    hello.server_name = host;
    hello.modern_extensions = true;
    return hello;
}

tls::ClientHello of_today(const Hello&, std::string_view host)
{
    tls::ClientHello hello = with_any_suite({}, host);
    hello.version = tls::tls_1_2;
    hello.suites = suites_of_today;
    return hello;
}

constexpr std::array follow_ups = {
    Question{hello_names::server_name, with_server_name},
    Question{hello_names::aes, with_aes},
    Question{hello_names::ssl3, at_ssl_3},
    Question{hello_names::any_suite, with_any_suite},
    Question{hello_names::today, of_today},
};

bool was_asked(const std::vector<HelloProbe>& asked, std::string_view name)
{
    return std::ranges::find(asked, name, &HelloProbe::name) != asked.end();
}

/// There is nobody to ask, or no time.
bool is_no_use(const HelloProbe& probe)
{
    using Kind = TransportFailure::Kind;
    constexpr std::array kinds = {Kind::NameNotResolved, Kind::ConnectionRefused, Kind::Unreachable,
                                  Kind::DeadlineReached, Kind::Interrupted,       Kind::Other};
    return probe.failure && std::ranges::find(kinds, probe.failure->kind) != kinds.end();
}

bool is_worth_asking(const Question& question, const std::vector<HelloProbe>& asked,
                     const std::function<bool(const std::vector<std::string>&)>& accepts)
{
    const HelloProbe& own = asked.front();
    const bool names_differ = question.name == hello_names::server_name;
    if (own.answered())
        return names_differ && own.hello.server_name.empty() && !accepts(own.flight.chain);
    // Who says nothing for as long as one waits is asked once more, in today's way.
    if (own.failure && own.failure->kind == TransportFailure::Kind::TimedOut)
        return question.name == hello_names::today;
    const bool is_tls = own.flight.record_version || !own.flight.fault;
    return is_tls && !(names_differ && !own.hello.server_name.empty());
}

} // namespace

tls::ClientHello handset_hello(const Hello& facts, std::string_view host)
{
    tls::ClientHello hello;
    hello.record_version = version_of(facts.record_version);
    hello.version = version_of(facts.highest_version);
    hello.suites = facts.suites;
    hello.sslv2_format = facts.sslv2_format;
    if (facts.sends_sni)
        hello.server_name = host;
    return hello;
}

tls::ClientHello hello_of_today(std::string_view host)
{
    return of_today({}, host);
}

std::optional<HelloQuestion> next_hello(const Hello& facts, std::string_view host,
                                        const std::vector<HelloProbe>& asked,
                                        const std::function<bool(const std::vector<std::string>&)>& accepts)
{
    if (asked.empty())
        return HelloQuestion{std::string(hello_names::handset), handset_hello(facts, host)};
    if (is_no_use(asked.back()))
        return std::nullopt;
    for (const Question& question : follow_ups)
        if (!was_asked(asked, question.name) && is_worth_asking(question, asked, accepts))
            return HelloQuestion{std::string(question.name), question.make(facts, host)};
    return std::nullopt;
}

} // namespace easprobe
