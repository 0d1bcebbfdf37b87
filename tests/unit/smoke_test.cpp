#include "client/checks/catalogue.h"

#include <doctest/doctest.h>

TEST_CASE("there are checks")
{
    CHECK(easprobe::checks::catalogue().size() > 40);
}
