// What somebody types as a login, and which of it is a mail address.
#include "client/session/login.h"

#include <doctest/doctest.h>
#include <string>

using namespace easprobe::session;

TEST_CASE("a device id is 32 hexadecimal digits, in either case, and nothing else")
{
    CHECK(device_id_fault("0123456789ABCDEF0123456789abcdef").empty());
    CHECK(device_id_fault("") == "it has 0 digits");
    CHECK(device_id_fault("A") == "it has 1 digit");
    CHECK(device_id_fault(std::string(31, '0')) == "it has 31 digits");
    CHECK(device_id_fault(std::string(33, '0')) == "it has 33 digits");
    CHECK(device_id_fault("0123X56789ABCDEF0123456789ABCDEF") == "character 5, 'X', is no hexadecimal digit");
    CHECK(device_id_fault("0123 ") == "character 5, ' ', is no hexadecimal digit");
    CHECK(device_id_fault("\x1b") == "character 1, '\\x1B', is no hexadecimal digit");
}

TEST_CASE("the device id that is made for a host, user and handset is one, and is theirs alone")
{
    const std::string own = stable_device_id("eas.example.test", "alice", "wm6-professional");
    CHECK(device_id_fault(own).empty());
    CHECK(stable_device_id("eas.example.test", "alice", "wm6-professional") == own);
    CHECK(stable_device_id("eas.example.test", "alice", "wm6-standard") != own);
    CHECK(stable_device_id("eas.example.test", "bob", "wm6-professional") != own);
    CHECK(stable_device_id("mail.example.test", "alice", "wm6-professional") != own);
}
