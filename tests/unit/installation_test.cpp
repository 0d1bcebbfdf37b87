// How a root gets onto each handset: what is put into a cabinet, and what is not.
#include "client/handset/installation.h"
#include "protocol/text/ascii.h"
#include "protocol/x509/certificate_input.h"
#include "tests/oracle/provisioning_wbxml.h"
#include "tools/eas-test-server/play/certificate_authority.h"

#include <chrono>
#include <doctest/doctest.h>
#include <utility>

using namespace easprobe;
using test_server::Chain;

namespace {

x509::Certificate certificate_of(const std::string& pem)
{
    auto certificates = x509::read_certificates(pem);
    REQUIRE(certificates.has_value());
    return std::move(certificates->front());
}

struct Authority {
    x509::Certificate root;
    x509::Certificate intermediate;
    x509::Certificate leaf;
};

Authority authority(Chain chain = Chain::Good)
{
    const auto made = test_server::make_certificates(
        chain, {"eas.example.test"},
        std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()));
    REQUIRE(made.has_value());
    return {certificate_of(made->root), certificate_of(made->intermediate), certificate_of(made->leaf)};
}

} // namespace

TEST_CASE("a self-signed root goes to ROOT, another authority's to CA, and a server's own nowhere")
{
    const Authority ours = authority();
    const auto plan = plan_installation({ours.leaf, ours.intermediate, ours.root, ours.intermediate});
    REQUIRE(plan.parts.size() == 2);
    CHECK(plan.parts[0].certificate.der == ours.root.der);
    CHECK(plan.parts[0].store == wap::CertificateStore::Root);
    CHECK(plan.parts[1].certificate.der == ours.intermediate.der);
    CHECK(plan.parts[1].store == wap::CertificateStore::Ca);
    REQUIRE(plan.left_out.size() == 1);
    CHECK(plan.left_out[0].certificate.der == ours.leaf.der);
    CHECK(plan.left_out[0].why.find(ours.intermediate.subject) != std::string::npos);
}

TEST_CASE("a server's self-signed certificate, as Small Business Server makes one, may go to ROOT")
{
    const Authority sbs = authority(Chain::SelfSigned);
    CHECK(is_self_signed(sbs.leaf));
    const auto plan = plan_installation({sbs.leaf});
    REQUIRE(plan.parts.size() == 1);
    CHECK(plan.parts[0].store == wap::CertificateStore::Root);
    CHECK(plan.left_out.empty());
}

TEST_CASE("a certificate that only says it is its own issuer is not self-signed")
{
    const Authority ours = authority();
    x509::Certificate pretender = ours.root;
    pretender.public_key_der = ours.leaf.public_key_der;
    CHECK(is_self_signed(ours.root));
    CHECK_FALSE(is_self_signed(pretender));
    CHECK_FALSE(is_self_signed(ours.intermediate));
}

TEST_CASE("the document of an installation is read again as the same certificates in the same stores")
{
    const Authority ours = authority();
    const std::string document = plan_installation({ours.intermediate, ours.root}).document();
    CHECK(document.starts_with("<wap-provisioningdoc>\n  <characteristic type=\"CertificateStore\">\n"
                               "    <characteristic type=\"ROOT\">\n      <characteristic type=\"" +
                               ours.root.sha1_thumbprint +
                               "\">\n        <parm name=\"EncodedCertificate\" value=\""));
    const auto stored = wap::stored_certificates_in(document);
    REQUIRE(stored.has_value());
    REQUIRE(stored->size() == 2);
    CHECK(stored->front().store == wap::CertificateStore::Root);
    CHECK(stored->front().thumbprint == ours.root.sha1_thumbprint);
    CHECK(stored->front().der == ours.root.der);
    CHECK(stored->back().store == wap::CertificateStore::Ca);
    CHECK(stored->back().der == ours.intermediate.der);
}

TEST_CASE("a certificate is picked by its thumbprint, however people write it")
{
    const Authority ours = authority();
    const std::vector<x509::Certificate> all = {ours.leaf, ours.root, ours.intermediate};
    const std::string& digits = ours.root.sha1_thumbprint;
    std::string colons;
    for (std::size_t i = 0; i < digits.size(); i += 2)
        colons += (i == 0 ? "" : ":") + to_lower(digits.substr(i, 2));
    for (const std::string& written : {digits, colons, digits.substr(0, 8)}) {
        const auto picked = pick_by_thumbprint(all, {written, written});
        REQUIRE_MESSAGE(picked.has_value(), (picked ? "" : picked.error()));
        REQUIRE(picked->size() == 1);
        CHECK(picked->front().der == ours.root.der);
    }
}

TEST_CASE("a thumbprint that picks none, two or is none is said to")
{
    const Authority ours = authority();
    x509::Certificate other = ours.leaf;
    other.sha1_thumbprint =
        ours.root.sha1_thumbprint.substr(0, 39) + (ours.root.sha1_thumbprint.back() == '0' ? "1" : "0");
    const std::vector<x509::Certificate> all = {ours.root, other};
    const std::string first = ours.root.sha1_thumbprint.substr(0, 12);
    CHECK(pick_by_thumbprint(all, {first}).error() ==
          "2 certificates have a thumbprint that begins with " + first);
    CHECK(pick_by_thumbprint({ours.root}, {std::string(40, 'F')}).error() ==
          "no certificate has the thumbprint " + std::string(40, 'F'));
    for (const char* none : {"", "1234567", "no thumbprint", "12345678 x"})
        CHECK(pick_by_thumbprint(all, {none}).error().find("is not a SHA-1 thumbprint") != std::string::npos);
}

TEST_CASE(
    "the document is WAP provisioning to libwbxml as well: PROV 1.0 there and back keeps each certificate")
{
    const Authority ours = authority();
    const auto plan = plan_installation({ours.intermediate, ours.root});
    const auto bytes = oracle::provisioning_to_wbxml(
        "<?xml version=\"1.0\"?><!DOCTYPE wap-provisioningdoc PUBLIC \"-//WAPFORUM//DTD PROV 1.0//EN\" "
        "\"http://www.wapforum.org/DTD/prov.dtd\">" +
        plan.document());
    REQUIRE_MESSAGE(bytes.has_value(), (bytes ? "" : bytes.error()));
    // WBXML 1.3, public identifier 0x0B: "-//WAPFORUM//DTD PROV 1.0//EN" (WAP-183, WBXML encoding).
    CHECK(bytes->starts_with("\x03\x0B"));
    const auto xml = oracle::provisioning_from_wbxml(*bytes);
    REQUIRE_MESSAGE(xml.has_value(), (xml ? "" : xml.error()));
    const auto filed = x509::read_filed_certificates(*xml);
    REQUIRE_MESSAGE(filed.has_value(), (filed ? "" : filed.error().what));
    REQUIRE(filed->size() == plan.parts.size());
    for (std::size_t i = 0; i < filed->size(); ++i) {
        CHECK((*filed)[i].certificate.der == plan.parts[i].certificate.der);
        CHECK((*filed)[i].store == plan.parts[i].store);
    }
}
