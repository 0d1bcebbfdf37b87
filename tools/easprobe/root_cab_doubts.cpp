#include "tools/easprobe/root_cab_doubts.h"

#include "client/trust/device_path.h"

#include <algorithm>
#include <fmt/format.h>
#include <string_view>
#include <utility>

namespace easprobe::cli {

namespace {

bool counts(trust::FaultKind kind)
{
    using Kind = trust::FaultKind;
    return kind == Kind::UnusableKey || kind == Kind::Expired || kind == Kind::NotYetValid ||
           kind == Kind::UnknownSignatureAlgorithm;
}

/// What one handset has against it, were it there.
std::vector<std::string> faults_of(const Installed& part, const HandsetProfile& profile, x509::Time clock)
{
    Circumstances circumstances;
    circumstances.handset_clock = clock;
    circumstances.installed_roots = {part.certificate.der};
    const trust::DevicePath path =
        trust::build_device_path({part.certificate.der}, {}, profile, circumstances);
    std::vector<std::string> texts;
    for (const trust::Fault& fault : path.faults)
        if (counts(fault.kind))
            texts.push_back(fault.text);
    return texts;
}

} // namespace

std::vector<std::string> doubts_about(const Installation& plan, const std::vector<HandsetProfile>& profiles,
                                      x509::Time clock)
{
    struct Doubt {
        std::string text;
        std::vector<std::string_view> handsets;
    };
    std::vector<Doubt> found;
    for (const Installed& part : plan.parts)
        for (const HandsetProfile& profile : profiles)
            for (std::string& text : faults_of(part, profile, clock)) {
                const auto same = std::ranges::find(found, text, &Doubt::text);
                if (same == found.end())
                    found.push_back({std::move(text), {profile.id}});
                else
                    same->handsets.emplace_back(profile.id);
            }
    std::vector<std::string> doubts;
    for (const auto& [text, handsets] : found)
        doubts.push_back(handsets.size() == profiles.size()
                             ? fmt::format("no handset can use it: {}", text)
                             : fmt::format("{} cannot use it: {}", fmt::join(handsets, ", "), text));
    return doubts;
}

} // namespace easprobe::cli
