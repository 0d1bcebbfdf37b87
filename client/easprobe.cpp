#include "client/easprobe.h"

#include "client/transport/tls_library.h"

#include <utility>

namespace easprobe {

Evidence emulate(const HandsetProfile& profile, Run run)
{
    const std::shared_ptr<TimeAndChance> nature =
        run.nature ? std::move(run.nature) : machine_time_and_chance();
    drive::Budget budget(*nature, run.options.time, std::move(run.interrupted));
    drive::Way way;
    way.resolve = run.circumstances.resolve;
    if (run.credentials)
        way.credentials = std::make_shared<const transport::Credentials>(std::move(*run.credentials));
    Keep keep(std::move(run.watcher));
    Course course(profile, std::move(static_cast<Wishes&>(run)), *nature, keep);
    drive::OverCurl carrier(profile.hello, course, *nature, budget, std::move(way), std::move(run.progress));
    drive::one_at_a_time(course, carrier, run.announcer);
    Evidence evidence = course.take_evidence();
    evidence.exchanges = std::move(keep.exchanges);
    evidence.tls_library = transport::tls_library();
    evidence.legacy_tls = transport::tls_library_is_legacy(); // By now the channel's context has been asked.
    return evidence;
}

} // namespace easprobe
