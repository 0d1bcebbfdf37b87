// Roots from elsewhere than the profile: a phone's answer to a query of its stores, and what is made of it.
#include "client/evidence/recording.h"
#include "client/handset/replaced_roots.h"
#include "client/trust/device_path.h"
#include "protocol/text/base64.h"
#include "tests/rig/sample_evidence.h"
#include "tests/rig/source_dir.h"
#include "tools/eas-test-server/play/certificate_authority.h"

#include <chrono>
#include <doctest/doctest.h>
#include <fmt/format.h>
#include <utility>

using namespace easprobe;

namespace {

test_server::Certificates authority()
{
    auto made = test_server::make_certificates(
        test_server::Chain::Good, {"eas.example.test"},
        std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()));
    REQUIRE(made.has_value());
    return std::move(*made);
}

x509::Certificate certificate_of(const std::string& pem)
{
    auto certificates = x509::read_certificates(pem);
    REQUIRE(certificates.has_value());
    return std::move(certificates->front());
}

/// One certificate as a handset answers a query of its stores (aa456162), white space in the base64 and all.
std::string answered(const x509::Certificate& certificate, const std::string& thumbprint)
{
    return fmt::format(
        "<characteristic type=\"{}\">"
        "<parm name=\"EncodedCertificate\" value=\"{}\r\n\"/><parm name=\"Role\" value=\"0\"/>"
        "<parm name=\"IssuedBy\" value=\"Test Root\"/><parm name=\"IssuedTo\" value=\"Test Root\"/>"
        "<parm name=\"ValidFrom\" value=\"1/1/2000 9:43:03AM\"/>"
        "<parm name=\"ValidTo\" value=\"1/1/2020 9:43:02AM\"/>"
        "<parm name=\"TemplateName\" value=\"\"/></characteristic>",
        thumbprint, base64_encode(certificate.der));
}

std::string store(const std::string& name, const std::string& content)
{
    return fmt::format("<characteristic type=\"{}\">{}</characteristic>", name, content);
}

std::string document(const std::string& stores)
{
    return "<wap-provisioningdoc>" + store("CertificateStore", stores) + "</wap-provisioningdoc>";
}

} // namespace

TEST_CASE("a handset's answer to a query of its stores gives its roots and intermediates, and nothing of "
          "code signing")
{
    const auto made = authority();
    const auto root = certificate_of(made.root);
    const auto intermediate = certificate_of(made.intermediate);
    const auto leaf = certificate_of(made.leaf);
    const std::string answer =
        document(store("Privileged Execution Trust Authorities", answered(leaf, leaf.sha1_thumbprint)) +
                 store("SPC", answered(leaf, leaf.sha1_thumbprint)) + store("MY", "") +
                 store("CA", store("System", answered(intermediate, intermediate.sha1_thumbprint))) +
                 store("Root", store("System", answered(root, root.sha1_thumbprint)) + store("User", "")));
    const auto filed = x509::read_filed_certificates(answer);
    REQUIRE_MESSAGE(filed.has_value(), (filed ? "" : filed.error().what));
    REQUIRE(filed->size() == 2);
    CHECK(filed->front().store == wap::CertificateStore::Ca);
    CHECK(filed->front().certificate.der == intermediate.der);
    CHECK(filed->back().store == wap::CertificateStore::Root);
    CHECK(filed->back().certificate.der == root.der);
}

TEST_CASE("an answer in UTF-16, as Windows editors save it, is read as well")
{
    const auto root = certificate_of(authority().root);
    std::string wide = "\xFF\xFE";
    for (const char character : document(store("ROOT", answered(root, root.sha1_thumbprint)))) {
        wide += character;
        wide += '\0';
    }
    const auto filed = x509::read_filed_certificates(wide);
    REQUIRE_MESSAGE(filed.has_value(), (filed ? "" : filed.error().what));
    REQUIRE(filed->size() == 1);
    CHECK(filed->front().certificate.der == root.der);
}

TEST_CASE("a document that is not in order is refused with the reason")
{
    const auto root = certificate_of(authority().root);
    const auto error_of = [](const std::string& text) {
        const auto filed = x509::read_filed_certificates(text);
        REQUIRE_FALSE(filed.has_value());
        return filed.error().what;
    };
    const std::string other(40, 'A');
    CHECK(error_of(document(store("ROOT", answered(root, other)))) ==
          fmt::format("certificate '{}' of the document has the SHA-1 thumbprint {}", other,
                      root.sha1_thumbprint));
    CHECK(error_of(document(store("SPC", answered(root, root.sha1_thumbprint)))) ==
          "a document without a certificate in ROOT or CA");
    CHECK(error_of(document(store("ROOT", ""))) == "line 0: no CertificateStore with an EncodedCertificate");
    CHECK(error_of("<wap-provisioningdoc>\n<oops").starts_with("line 2: "));
}

TEST_CASE("a long name above many parms is not copied for each of them")
{
    const std::string head = "<wap-provisioningdoc><characteristic type=\"" + std::string(2000, 'x') + "\">";
    const auto parms =
        wap::read_parms(head + "<parm name=\"a\" value=\"b\"/></characteristic></wap-provisioningdoc>");
    REQUIRE_FALSE(parms.has_value());
    CHECK(parms.error().what == "more than 32 levels, 10000 parms or 1024 characters of names around one");
}

TEST_CASE("a handset with the roots of another says so, and accepts and refuses by them")
{
    const auto made = authority();
    auto profile = read_profile(rig::source_dir() / "emulator-profiles/handsets/wm61-professional.xml");
    REQUIRE(profile.has_value());
    const std::vector<std::string> chain = {certificate_of(made.leaf).der,
                                            certificate_of(made.intermediate).der};
    Circumstances circumstances;
    circumstances.handset_clock = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    CHECK_FALSE(trust::handset_accepts(chain, "eas.example.test", *profile, circumstances));

    replace_roots(*profile, root_store_of("my-phone.xml", {certificate_of(made.root)}));
    CHECK(trust::handset_accepts(chain, "eas.example.test", *profile, circumstances));
    CHECK(profile->title ==
          "Windows Mobile 6.1 Professional (Pocket PC with a telephone), with the roots of my-phone.xml");
    CHECK(profile->source_of(profile->trust).kind == SourceKind::Seen);
    REQUIRE(profile->roots.anchors.size() == 1);
    CHECK(profile->roots.anchors.front().subject == certificate_of(made.root).subject);

    auto wm6 = read_root_store(rig::source_dir() / "emulator-profiles/root-stores/wm6.xml");
    REQUIRE(wm6.has_value());
    replace_roots(*profile, std::move(*wm6));
    CHECK_FALSE(trust::handset_accepts(chain, "eas.example.test", *profile, circumstances));
    // Two of its seventeen roots are known by inference alone.
    CHECK(profile->source_of(profile->trust).kind == SourceKind::Inferred);
}

TEST_CASE("a recording keeps the roots that stood in the place of the profile's")
{
    Evidence evidence = samples::full_evidence();
    evidence.circumstances.replaced_roots = ReplacedRoots{"my phone \xFF.xml", {"one", "two"}};
    const auto again = read_recording(write_recording(evidence));
    REQUIRE_MESSAGE(again.has_value(), (again ? "" : to_string(again.error())));
    CHECK(again->circumstances.replaced_roots == evidence.circumstances.replaced_roots);
    evidence.circumstances.replaced_roots.reset();
    const auto without = read_recording(write_recording(evidence));
    REQUIRE(without.has_value());
    CHECK_FALSE(without->circumstances.replaced_roots.has_value());
}
