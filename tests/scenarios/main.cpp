// scenario_tests [NAME...]: the scenarios of those names ("http/503", "http-503", "503"), or all of them and
// what else is here. Options are doctest's.
#include "tests/rig/test_keys.h"
#include "tests/scenarios/chosen.h"

#define DOCTEST_CONFIG_IMPLEMENT
#include <doctest/doctest.h>

namespace easprobe::scenarios {

namespace {

std::vector<std::string>& names()
{
    static std::vector<std::string> given;
    return given;
}

} // namespace

const std::vector<std::string>& chosen()
{
    return names();
}

} // namespace easprobe::scenarios

int main(int argc, char** argv)
{
    for (int i = 1; i < argc; ++i)
        if (argv[i][0] != '-')
            easprobe::scenarios::names().emplace_back(argv[i]);
    easprobe::rig::use_test_keys();
    doctest::Context context(argc, argv);
    if (!easprobe::scenarios::chosen().empty())
        context.addFilter("test-case", "every scenario ends as its file says*");
    return context.run();
}
