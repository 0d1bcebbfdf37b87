// Names of hosts and addresses, as people type them and as certificates spell them.
#include "protocol/text/host_name.h"

#include "client/evidence/target.h"
#include "protocol/text/mail_address.h"

#include <doctest/doctest.h>
#include <string>

using namespace easprobe;

TEST_CASE("a name with letters beyond ASCII has the form that certificates and DNS have")
{
    CHECK(ascii_host("b\xC3\xBC"
                     "cher.example.test") == "xn--bcher-kva.example.test");
    CHECK(ascii_host("B\xC3\x9C"
                     "CHER.example.test") == "xn--bcher-kva.example.test");
    CHECK(ascii_host("mail.m\xC3\xBCnchen.example") == "mail.xn--mnchen-3ya.example");
    // RFC 3492 7.1 (I) and (B): Russian, which has no ASCII letter, and Chinese.
    CHECK(
        ascii_host(
            "\xD0\xBF\xD0\xBE\xD1\x87\xD0\xB5\xD0\xBC\xD1\x83\xD0\xB6\xD0\xB5\xD0\xBE\xD0\xBD\xD0\xB8\xD0\xBD"
            "\xD0\xB5\xD0\xB3\xD0\xBE\xD0\xB2\xD0\xBE\xD1\x80\xD1\x8F\xD1\x82\xD0\xBF\xD0\xBE\xD1\x80\xD1\x83"
            "\xD1\x81\xD1\x81\xD0\xBA\xD0\xB8") == "xn--b1abfaaepdrnnbgefbadotcwatmq2g4l");
    CHECK(
        ascii_host(
            "\xE4\xBB\x96\xE4\xBB\xAC\xE4\xB8\xBA\xE4\xBB\x80\xE4\xB9\x88\xE4\xB8\x8D\xE8\xAF\xB4\xE4\xB8\xAD"
            "\xE6\x96\x87") == "xn--ihqwcrb4cv8a8dqg056pqjye");
}

TEST_CASE("a name in ASCII stays as it is, and what is no name has no such form")
{
    for (const char* name :
         {"", ".", "EAS.example.test", "192.0.2.7", "[2001:db8::1]", "xn--bcher-kva.example.test"})
        CHECK(ascii_host(name) == name);
    CHECK_FALSE(ascii_host("caf\xE9.example").has_value());
    std::string long_label;
    for (int i = 0; i < 60; ++i)
        long_label += "\xC3\xBC";
    CHECK_FALSE(ascii_host(long_label + ".example").has_value());
    CHECK_FALSE(ascii_host(std::string(1001, 'a')).has_value());
}

TEST_CASE("a server given with such letters is met, and reported, by its name in ASCII")
{
    const auto target = parse_target("https://B\xC3\xBC"
                                     "cher.example.test:8443/eas");
    REQUIRE(target.has_value());
    CHECK(target->host == "xn--bcher-kva.example.test");
    CHECK(target->port == 8443);
    const auto no_text = parse_target("caf\xE9.example.test");
    REQUIRE_FALSE(no_text.has_value());
    CHECK(no_text.error() == "'caf\\xE9.example.test' cannot be written as a host name in ASCII");
}

TEST_CASE("an e-mail address is looked for by its domain in ASCII, and its user stays as it stands")
{
    CHECK(parse_address("J\xC3\xBCrgen@B\xC3\xBC"
                        "cher.example")
              .value() == "J\xC3\xBCrgen@xn--bcher-kva.example");
    CHECK(parse_address("alice@Example.test").value() == "alice@Example.test");
    const auto no_text = parse_address("alice@caf\xE9.example");
    REQUIRE_FALSE(no_text.has_value());
    CHECK(no_text.error() ==
          "the domain of 'alice@caf\\xE9.example' cannot be written as a host name in ASCII");
    // 253 characters as it stands, and more of them in ASCII.
    std::string label;
    for (int i = 0; i < 20; ++i)
        label += "\xC3\xBC.";
    CHECK_FALSE(parse_address(std::string(180, 'a') + '@' + label + "example").has_value());
}
