// A folder of ten thousand mails: time and memory in proportion to their number, and the report that it
// deserves.
#include "client/easprobe.h"
#include "client/verdict/verdict.h"
#include "tests/rig/handsets.h"
#include "tests/rig/runs.h"

#include <algorithm>
#include <chrono>
#include <ctime>
#include <doctest/doctest.h>
#include <fmt/format.h>
#include <sys/resource.h>

using namespace easprobe;

namespace {

struct Measured {
    double seconds;    ///< Of the processor, on the phone's side and the judge's.
    double megabytes;  ///< That the process grew by, server and all.
    std::size_t bytes; ///< That came.
    report::Report report;
};

double processor_seconds()
{
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

double peak_megabytes()
{
    rusage used{};
    getrusage(RUSAGE_SELF, &used);
    return static_cast<double>(used.ru_maxrss) / 1024;
}

Measured synchronise(int mails)
{
    test_server::ServerSettings settings;
    settings.mailbox.mails = mails;
    const auto server = rig::start(std::move(settings));
    Run run = rig::run_against(*server);
    run.options.time = std::chrono::seconds(300);
    run.circumstances.ping = false;
    const double begin = processor_seconds();
    const double small = peak_megabytes();
    const Evidence evidence = emulate(rig::handset(), std::move(run));
    Measured measured{0, 0, 0, report::make_report(evidence, rig::handset())};
    measured.seconds = processor_seconds() - begin;
    measured.megabytes = peak_megabytes() - small;
    for (const Exchange& exchange : evidence.exchanges)
        if (const http::Response* response = exchange.response())
            measured.bytes += response->body.size();
    return measured;
}

std::string observed(const report::Report& report, std::string_view id)
{
    for (const checks::Result& result : report.results)
        if (result.check->id == id)
            if (const auto* passed = std::get_if<checks::Passed>(&result.outcome))
                return passed->observed;
    return {};
}

} // namespace

TEST_CASE("ten thousand mails come in a time that grows with their number, and nothing is wrong with them")
{
    synchronise(10); // What is done once in a process is done.
    const Measured quarter = synchronise(2'500);
    const Measured half = synchronise(5'000);
    const Measured whole = synchronise(10'000);
    for (const auto& [mails, measured] : {std::pair{2'500, &quarter}, {5'000, &half}, {10'000, &whole}})
        MESSAGE(fmt::format("{} mails: {:.2f} s of the processor, {:.1f} MB came, grown by {:.0f} MB", mails,
                            measured->seconds, static_cast<double>(measured->bytes) / 1e6,
                            measured->megabytes));
    CHECK(whole.report.verdict.outcome == VerdictOutcome::WouldSync);
    CHECK(observed(whole.report, "sync.items-arrive") ==
          "items that came: Calendar: 3, Contacts: 4, Email: 10000, Tasks: 2");
    // Four times the mails in four times the time, and as much again for what else this machine does.
    CHECK(whole.seconds < quarter.seconds * 8);
    // A twelfth of it is what came; the rest are its trees and the server. More under a sanitizer.
    CHECK(whole.megabytes < 400);
    for (const checks::Result& result : whole.report.results)
        CHECK_MESSAGE(result.finding() == nullptr, result.check->id);
}
