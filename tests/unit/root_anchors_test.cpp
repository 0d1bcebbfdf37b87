// The roots of the handsets against Microsoft's table and the certificates they were taken from, read in
// place.
#include "client/handset/replaced_roots.h"
#include "protocol/x509/certificate.h"
#include "tests/rig/shared_folder.h"
#include "tests/rig/source_dir.h"

#include <algorithm>
#include <doctest/doctest.h>
#include <fmt/format.h>
#include <map>
#include <set>

using namespace easprobe;

namespace {

const std::filesystem::path profiles = rig::source_dir() / "emulator-profiles";

RootStore store_named(const std::string& name)
{
    auto store = read_root_store(profiles / "root-stores" / (name + ".xml"));
    REQUIRE_MESSAGE(store.has_value(), (store ? "" : to_string(store.error())));
    return std::move(*store);
}

std::vector<std::string> names_of(const RootStore& store)
{
    std::vector<std::string> names;
    for (const TrustAnchor& anchor : store.anchors)
        names.push_back(anchor.name);
    return names;
}

/// As Microsoft names them (windows-mobile-root-certificates.md), in the order of its release.
const std::vector<std::string> roots_of_5_0 = {
    "Thawte Server CA",
    "Thawte Premium Server CA",
    "GTE CyberTrust Root",
    "GTE CyberTrust Global Root",
    "Secure Server Certification Authority (RSA)",
    "GlobalSign Root CA",
    "Entrust.net Secure Server Certification Authority",
    "Entrust.net Certification Authority (2048)",
    "Verisign Class 3 Public Primary Certification Authority",
    "Verisign Class 2 Public Primary Certification Authority",
    "Equifax Secure Certificate Authority",
};
const std::vector<std::string> added_by_msfp = {"ValiCert Class 2 Policy Validation Authority"};
const std::vector<std::string> added_by_6_0 = {
    "AAA Certificate Services (Comodo CA Limited)",
    "AddTrust External CA Root",
    "Baltimore CyberTrust Root",
    "Go Daddy Class 2 Certification Authority",
    "Starfield Class 2 Certification Authority",
};

std::vector<std::string> together(std::initializer_list<std::vector<std::string>> lists)
{
    std::vector<std::string> all;
    for (const auto& list : lists)
        all.insert(all.end(), list.begin(), list.end());
    return all;
}

using ByThumbprint = std::map<std::string, x509::Certificate>;

ByThumbprint certificates_in(const std::filesystem::path& folder, const char* ending)
{
    ByThumbprint by_thumbprint;
    for (const auto& entry : std::filesystem::directory_iterator(folder))
        if (entry.path().extension() == ending)
            if (auto certificates = x509::read_certificates(content_of_file(entry.path())))
                for (x509::Certificate& certificate : *certificates)
                    by_thumbprint.insert_or_assign(certificate.sha1_thumbprint, std::move(certificate));
    return by_thumbprint;
}

void expect_same(const TrustAnchor& anchor, const x509::Certificate& certificate)
{
    CAPTURE(anchor.name);
    const TrustAnchor real = anchor_of(certificate);
    CHECK(anchor.canonical_subject == real.canonical_subject);
    CHECK(anchor.public_key_der == real.public_key_der);
    CHECK(anchor.not_before == real.not_before);
    CHECK(anchor.not_after == real.not_after);
    CHECK(anchor.sha1_thumbprint == real.sha1_thumbprint);
}

} // namespace

TEST_CASE("the roots of 5.0, of 5.0 with MSFP and of 6.0 are those of Microsoft's table, by its names")
{
    CHECK(names_of(store_named("wm5")) == roots_of_5_0);
    CHECK(names_of(store_named("wm5-msfp")) == together({roots_of_5_0, added_by_msfp}));
    CHECK(names_of(store_named("wm6")) == together({roots_of_5_0, added_by_msfp, added_by_6_0}));
    CHECK(store_named("wm5").anchors.size() == 11);
    CHECK(store_named("wm5-msfp").anchors.size() == 12);
    CHECK(store_named("wm6").anchors.size() == 17);
}

TEST_CASE("the store of 6.1 and 6.5 is that of 6.0 and some more, and nothing in it claims to be documented")
{
    const RootStore later = store_named("wm61");
    const auto names = names_of(later);
    for (const std::string& name : together({roots_of_5_0, added_by_msfp, added_by_6_0}))
        CHECK_MESSAGE(std::ranges::count(names, name) == 1, name);
    CHECK(later.anchors.size() == 25);
    for (const TrustAnchor& anchor : later.anchors)
        CHECK(later.sources.at(anchor.source).kind == SourceKind::Inferred);
    CHECK(std::ranges::count(later.anchors, "later-roms", &TrustAnchor::source) == 8);
}

TEST_CASE("a root that several stores have is the same in each")
{
    std::map<std::string, TrustAnchor> known;
    for (const std::string& name : root_store_names(profiles))
        for (const TrustAnchor& anchor : store_named(name).anchors) {
            const auto& first = known.emplace(anchor.sha1_thumbprint, anchor).first->second;
            CHECK(anchor.name == first.name);
            CHECK(anchor.subject == first.subject);
            CHECK(anchor.public_key_der == first.public_key_der);
            CHECK(anchor.not_before == first.not_before);
            CHECK(anchor.not_after == first.not_after);
        }
    CHECK(known.size() == 25);
}

TEST_CASE("each root that Debian carries in the same issue has its name, key, dates and thumbprint there")
{
    const std::filesystem::path folder = "/usr/share/ca-certificates/mozilla";
    if (!std::filesystem::is_directory(folder)) {
        MESSAGE("skipped: the package ca-certificates is not installed");
        return;
    }
    const ByThumbprint debian = certificates_in(folder, ".crt");
    REQUIRE_FALSE(debian.empty());
    std::set<std::string> compared;
    std::set<std::string> reissued;
    for (const std::string& name : root_store_names(profiles))
        for (const TrustAnchor& anchor : store_named(name).anchors) {
            if (const auto same = debian.find(anchor.sha1_thumbprint); same != debian.end()) {
                expect_same(anchor, same->second);
                compared.insert(anchor.name);
                continue;
            }
            // A later issue has the name and the key of the root on the handset, and other dates.
            for (const auto& [thumbprint, certificate] : debian)
                if (certificate.canonical_subject == anchor.canonical_subject) {
                    CHECK_MESSAGE(certificate.public_key_der == anchor.public_key_der, anchor.name);
                    reissued.insert(anchor.name);
                }
        }
    MESSAGE(fmt::format("compared with Debian's: {}; reissued there: {}", fmt::join(compared, ", "),
                        fmt::join(reissued, ", ")));
    CHECK(compared.contains("Baltimore CyberTrust Root"));
    CHECK(compared.contains("Go Daddy Class 2 Certification Authority"));
    CHECK(reissued.contains("GlobalSign Root CA"));
}

TEST_CASE("each root of each store is the real certificate's name, key, dates and thumbprint")
{
    const auto folder = shared_folder("roots");
    if (!folder) {
        MESSAGE("skipped: the folder with the certificates is not there");
        return;
    }
    const ByThumbprint real = certificates_in(*folder, ".pem");
    std::size_t compared = 0;
    for (const std::string& name : root_store_names(profiles))
        for (const TrustAnchor& anchor : store_named(name).anchors) {
            CAPTURE(name);
            CAPTURE(anchor.name);
            REQUIRE(real.contains(anchor.sha1_thumbprint));
            expect_same(anchor, real.at(anchor.sha1_thumbprint));
            ++compared;
        }
    CHECK(compared == 11 + 12 + 17 + 25);
}
