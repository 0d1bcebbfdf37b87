#include "client/easprobe.h"

#include "client/transport/https_over_curl.h"
#include "client/trust/device_path.h"

#include <utility>

namespace easprobe {

Evidence emulate(const HandsetProfile& profile, Run run)
{
    const auto begin = std::chrono::steady_clock::now();
    Evidence evidence;
    evidence.target = run.target;
    evidence.profile = profile.id;
    evidence.started = std::chrono::time_point_cast<Milliseconds>(std::chrono::system_clock::now());
    evidence.tls_library = transport::tls_library();
    evidence.legacy_tls = transport::tls_library_is_legacy();
    evidence.circumstances = std::move(run.circumstances);
    evidence.circumstances.login = session::basic_user(run.account);

    // A phone that refuses the chain sends nothing more, its password least of all; pressing on past that is
    // the administrator's own decision.
    const transport::ChainVerdict accepts = [&](const std::vector<std::string>& chain) {
        return evidence.circumstances.press_on ||
               trust::handset_accepts(chain, run.target.host, profile, evidence.circumstances);
    };
    transport::HttpsOptions https;
    https.target = run.target;
    https.resolve = std::move(run.resolve);
    https.deadline = begin + run.deadline;
    https.progress = std::move(run.progress);
    transport::HttpsOverCurl channel(std::move(https), profile.hello, accepts, std::move(run.credentials));

    session::HandsetSession handset(profile, run.target, std::move(run.account), run.options);
    session::drive(handset, channel, evidence, run.watcher);
    evidence.duration = std::chrono::duration_cast<Milliseconds>(std::chrono::steady_clock::now() - begin);
    return evidence;
}

} // namespace easprobe
