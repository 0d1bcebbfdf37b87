// The roots of the profiles against the certificates they were taken from, read in place.
#include "client/handset/root_store.h"
#include "protocol/x509/certificate.h"
#include "tests/unit/shared_folder.h"

#include <doctest/doctest.h>
#include <map>

using namespace easprobe;

TEST_CASE("each root of Windows Mobile 6 is the real certificate's name, key and dates")
{
    const auto folder = shared_folder("roots");
    if (!folder) {
        MESSAGE("skipped: the folder with the certificates is not there");
        return;
    }
    std::map<std::string, x509::Certificate> by_thumbprint;
    for (const auto& entry : std::filesystem::directory_iterator(*folder))
        if (entry.path().extension() == ".pem")
            if (auto certificates = x509::read_certificates(content_of_file(entry.path())))
                for (x509::Certificate& certificate : *certificates)
                    by_thumbprint.insert_or_assign(certificate.sha1_thumbprint, std::move(certificate));
    const auto store = read_root_store(EASPROBE_SOURCE_DIR "/emulator-profiles/root-stores/wm6.xml");
    REQUIRE(store.has_value());
    CHECK(store->anchors.size() == 17);
    for (const TrustAnchor& anchor : store->anchors) {
        CAPTURE(anchor.name);
        REQUIRE(by_thumbprint.contains(anchor.sha1_thumbprint));
        const TrustAnchor real = anchor_of(by_thumbprint.at(anchor.sha1_thumbprint));
        CHECK(anchor.canonical_subject == real.canonical_subject);
        CHECK(anchor.public_key_der == real.public_key_der);
        CHECK(anchor.not_before == real.not_before);
        CHECK(anchor.not_after == real.not_after);
    }
}
