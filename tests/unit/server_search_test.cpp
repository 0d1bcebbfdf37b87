// Where a phone looks for its server, told by nothing but what the hosts answer.
#include "client/run/server_search.h"

#include "client/evidence/target.h"
#include "tests/rig/handsets.h"

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <functional>

using namespace easprobe;

namespace {

const HandsetProfile& handset()
{
    return rig::handset();
}

http::Response page(int status, http::Headers headers = {})
{
    return {status, "", std::move(headers), ""};
}

http::Response action(const std::string& inside)
{
    return {200,
            "OK",
            {{"Content-Type", "text/xml"}},
            fmt::format("<Autodiscover><Response><Action>{}</Action></Response></Autodiscover>", inside)};
}

http::Response settings(const std::string& url)
{
    return action(
        fmt::format("<Settings><Server><Type>MobileSync</Type><Url>{}</Url></Server></Settings>", url));
}

using Answers = std::function<http::Response(const std::string& place)>;

struct Found {
    std::vector<std::string> asked; ///< Scheme, host, port and path.
    std::vector<transport::Sending> questions;
    std::optional<Target> target;
    Ending ending;
};

Found search(const Answers& answers, const std::string& address = "alice@example.test")
{
    ServerSearch search(handset(), address, {});
    Found found;
    SearchStep step = search.first();
    while (const auto* question = std::get_if<transport::Sending>(&step)) {
        const std::string place = fmt::format(
            "{}://{}:{}{}", question->origin.scheme == transport::Scheme::Https ? "https" : "http",
            question->origin.host, question->origin.port, question->request.target);
        found.asked.push_back(place);
        found.questions.push_back(*question);
        REQUIRE(found.asked.size() < 100);
        Exchange exchange;
        exchange.request = question->request;
        exchange.ended = answers(place);
        step = search.next(exchange);
    }
    if (const auto* target = std::get_if<Target>(&step))
        found.target = *target;
    else
        found.ending = std::get<Ending>(step);
    return found;
}

using Places = std::vector<std::string>;

const char* const at_domain = "https://example.test:443/autodiscover/autodiscover.xml";
const char* const at_subdomain = "https://autodiscover.example.test:443/autodiscover/autodiscover.xml";
const char* const in_clear = "http://autodiscover.example.test:80/autodiscover/autodiscover.xml";

} // namespace

TEST_CASE("the phone asks the domain, then its host autodiscover, then that one in clear")
{
    const Found found = search([](const std::string&) { return page(404); });
    CHECK(found.asked == Places{at_domain, at_subdomain, in_clear});
    CHECK_FALSE(found.target.has_value());
    CHECK(found.ending.kind == Ending::Kind::Blocked);
    CHECK(found.ending.phase == Phase::Autodiscover);
    CHECK(found.ending.reason == "no host names a server for alice@example.test");
}

TEST_CASE("credentials go with each question over SSL and with none in clear")
{
    const Found found = search([](const std::string&) { return page(404); });
    REQUIRE(found.questions.size() == 3);
    for (const transport::Sending& question : found.questions) {
        const http::Request& request = question.request;
        const bool secure = question.origin.scheme == transport::Scheme::Https;
        CHECK((http::find(request.headers, "Authorization") != nullptr) == secure);
        CHECK(request.method == (secure ? "POST" : "GET"));
        CHECK(request.body.empty() != secure);
        if (secure)
            CHECK(http::media_type(request.headers) == "text/xml");
    }
}

TEST_CASE("the first host that knows is the last one asked")
{
    const Found found = search([](const std::string& place) {
        return place == at_subdomain ? settings("https://eas.example.test:8443/Microsoft-Server-ActiveSync")
                                     : page(404);
    });
    CHECK(found.asked == Places{at_domain, at_subdomain});
    REQUIRE(found.target.has_value());
    CHECK(found.target->host == "eas.example.test");
    CHECK(found.target->port == 8443);
    CHECK(found.target->path == "/Microsoft-Server-ActiveSync");
}

TEST_CASE("redirects 301, 302 and 307 to an address with https are followed, and no others")
{
    const char* const elsewhere = "https://mail.example.test:443/autodiscover/autodiscover.xml";
    for (const int status : {301, 302, 307}) {
        const Found found = search([&](const std::string& place) {
            if (place == in_clear)
                return page(status,
                            {{"Location", "https://mail.example.test/autodiscover/autodiscover.xml"}});
            return place == elsewhere ? settings("https://eas.example.test") : page(404);
        });
        CHECK(found.asked == Places{at_domain, at_subdomain, in_clear, elsewhere});
        CHECK(found.target.has_value());
    }
    for (const int status : {300, 303, 308, 200}) {
        const Found found = search([&](const std::string&) {
            return page(status, {{"Location", "https://mail.example.test/autodiscover/autodiscover.xml"}});
        });
        CHECK(found.asked == Places{at_domain, at_subdomain, in_clear});
    }
    for (const char* location : {"http://mail.example.test/autodiscover/autodiscover.xml", "/elsewhere", "",
                                 "ftp://x", "https://", "https://b@d/"}) {
        const Found found = search([&](const std::string&) { return page(302, {{"Location", location}}); });
        CHECK(found.asked == Places{at_domain, at_subdomain, in_clear});
    }
}

TEST_CASE("a redirect in clear takes no password out of the domain of the address")
{
    const auto led_to = [](const std::string& location, const http::Response& answer) {
        return search([=](const std::string& place) {
            if (place == in_clear)
                return page(302, {{"Location", location}});
            return place == at_domain || place == at_subdomain ? page(404) : answer;
        });
    };
    const auto has_password = [](const Found& found) {
        return http::find(found.questions.back().request.headers, "Authorization") != nullptr;
    };
    const auto good = settings("https://eas.evil.test");
    for (const char* host : {"evil.test", "evilexample.test", "example.test.evil.test", "example.test.",
                             "192.0.2.1", "[2001:db8::1]"}) {
        // What it names without a password would get the password next.
        for (const http::Response& answer : {page(401), good}) {
            const Found found = led_to(fmt::format("https://{}/autodiscover/autodiscover.xml", host), answer);
            REQUIRE(found.asked.size() == 4);
            CHECK_FALSE(has_password(found));
            CHECK_FALSE(found.target.has_value());
            CHECK(found.ending.kind == Ending::Kind::Blocked);
            CHECK(found.ending.reason ==
                  fmt::format("a redirect in clear led to {}, so the password was not sent there", host));
        }
        CHECK(led_to(fmt::format("https://{}/", host), page(404)).ending.reason ==
              "no host names a server for alice@example.test");
    }
    for (const char* host : {"example.test", "EXAMPLE.test", "mail.example.test", "a.b.Example.Test"}) {
        const Found found = led_to(fmt::format("https://{}/elsewhere", host), good);
        CHECK(has_password(found));
        CHECK(found.target.has_value());
    }
}

TEST_CASE("a host that a redirect in clear led to takes the password no further by a redirect of its own")
{
    const Found found = search([](const std::string& place) {
        if (place == in_clear)
            return page(302, {{"Location", "https://mail.example.test/"}});
        if (place.starts_with("https://mail."))
            return page(302, {{"Location", "https://evil.test/"}});
        return page(place.starts_with("https://evil.") ? 401 : 404);
    });
    REQUIRE(found.questions.size() == 5);
    CHECK(http::find(found.questions[3].request.headers, "Authorization") != nullptr);
    CHECK(http::find(found.questions[4].request.headers, "Authorization") == nullptr);
    // Over SSL alone it may go anywhere, as the phone's does.
    const Found secure = search([](const std::string& place) {
        return place == at_domain ? page(302, {{"Location", "https://other.test/"}})
                                  : settings("https://eas.other.test");
    });
    CHECK(http::find(secure.questions.back().request.headers, "Authorization") != nullptr);
    CHECK(secure.target.has_value());
}

TEST_CASE("an interruption ends the search, and is no answer")
{
    ServerSearch search(handset(), "alice@example.test", {});
    Exchange exchange;
    exchange.request = std::get<transport::Sending>(search.first()).request;
    exchange.ended = TransportFailure{TransportFailure::Kind::Interrupted, "interrupted", {}};
    const auto step = search.next(exchange);
    REQUIRE(std::holds_alternative<Ending>(step));
    CHECK(std::get<Ending>(step).kind == Ending::Kind::Interrupted);
    CHECK(std::get<Ending>(step).phase == Phase::Autodiscover);
}

TEST_CASE("an address with a blank or a control character in its path is none to sync with")
{
    for (const char* bad : {"eas.example.test/a b", "eas.example.test/a\r\nX: y", "eas.example.test/a\x7F",
                            "https://eas.example.test/\t", "eas.example.test/ "}) {
        const auto target = parse_target(bad);
        REQUIRE_FALSE(target.has_value());
        CHECK(target.error() == "the path of the address holds a blank or a control character");
    }
    for (const char* bad : {"eas example.test/a", "eas.example.test\r\n/a", "[::1 ]/a", "eas.example.test "})
        CHECK_FALSE(parse_target(bad).has_value());
    CHECK(parse_target("eas.example.test/a%20b")->path == "/a%20b");
    const Found found =
        search([](const std::string&) { return settings("https://eas.example.test/a\r\nX: y"); });
    CHECK_FALSE(found.target.has_value());
}

TEST_CASE("redirects come to an end, in a circle and without one")
{
    const Found circle = search([](const std::string&) {
        return page(302, {{"Location", "https://example.test/again"}});
    });
    CHECK(circle.asked == Places{at_domain, "https://example.test:443/again", at_subdomain, in_clear});
    int count = 0;
    const Found endless = search([&](const std::string&) {
        return page(302, {{"Location", fmt::format("https://h{}.example.test/", ++count)}});
    });
    CHECK_FALSE(endless.target.has_value());
    CHECK(endless.asked.size() <= 13);
}

TEST_CASE("another e-mail address is looked for from the beginning, each one once")
{
    const Found found = search([](const std::string& place) {
        return place == at_domain ? action("<Redirect>bob@other.test</Redirect>")
               : place == "https://other.test:443/autodiscover/autodiscover.xml"
                   ? settings("https://eas.other.test")
                   : page(404);
    });
    CHECK(found.asked == Places{at_domain, "https://other.test:443/autodiscover/autodiscover.xml"});
    CHECK(found.target.has_value());
    CHECK(found.questions.back().request.body.find("bob@other.test") != std::string::npos);
    const Found in_ascii = search([](const std::string& place) {
        return place == at_domain ? action("<Redirect>bob@b\xC3\xBC"
                                           "cher.example</Redirect>")
                                  : settings("https://eas.other.test");
    });
    CHECK(in_ascii.asked ==
          Places{at_domain, "https://xn--bcher-kva.example:443/autodiscover/autodiscover.xml"});
    for (const char* bad :
         {"alice@example.test", "ALICE@EXAMPLE.TEST", "nobody", "a@b:80", "a@", "a b@c", "a@b/c"}) {
        const Found lost =
            search([&](const std::string&) { return action(fmt::format("<Redirect>{}</Redirect>", bad)); });
        CHECK(lost.asked == Places{at_domain, at_subdomain, in_clear});
    }
}

TEST_CASE("an address without https ends the search, and is kept for the report")
{
    ServerSearch search(handset(), "alice@example.test", {});
    const auto first = search.first();
    Exchange exchange;
    exchange.request = std::get<transport::Sending>(first).request;
    exchange.ended = settings("http://eas.example.test/Microsoft-Server-ActiveSync");
    const auto step = search.next(exchange);
    REQUIRE(std::holds_alternative<Ending>(step));
    CHECK(search.url() == "http://eas.example.test/Microsoft-Server-ActiveSync");
}
