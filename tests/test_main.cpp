#include "tests/rig/test_keys.h"

#define DOCTEST_CONFIG_IMPLEMENT
#include <doctest/doctest.h>

int main(int argc, char** argv)
{
    easprobe::rig::use_test_keys();
    return doctest::Context(argc, argv).run();
}
