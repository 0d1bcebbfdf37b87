#include "client/handset/replaced_roots.h"

#include "client/handset/data_file.h"
#include "protocol/text/printable.h"

#include <algorithm>
#include <fmt/format.h>
#include <utility>

namespace easprobe {

namespace {

constexpr const char* given = "given";

} // namespace

RootStore root_store_of(const std::string& name, const std::vector<x509::Certificate>& certificates)
{
    RootStore store;
    store.id = printable(name);
    store.title = store.id;
    store.sources[given] = {given, SourceKind::Seen,
                            "Roots read from a handset, or said to be on it by who asked for them", store.id};
    for (const x509::Certificate& certificate : certificates) {
        TrustAnchor anchor = anchor_of(certificate);
        anchor.source = given;
        store.anchors.push_back(std::move(anchor));
    }
    return store;
}

void replace_roots(HandsetProfile& profile, RootStore roots)
{
    Source weakest;
    for (const auto& [key, source] : roots.sources)
        if (weakest.key.empty() || source.kind > weakest.kind)
            weakest = source;
    weakest.key = "replaced-roots";
    profile.title += fmt::format(", with the roots of {}", roots.id);
    profile.trust.root_store = roots.id;
    profile.trust.source = weakest.key;
    profile.sources.insert_or_assign(weakest.key, weakest);
    profile.roots = std::move(roots);
}

std::vector<std::string> root_store_names(const std::filesystem::path& profiles_folder)
{
    return names_of_data_files(profiles_folder / "root-stores");
}

} // namespace easprobe
