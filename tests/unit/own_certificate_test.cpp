// The embedded server with a chain that was made elsewhere.
#include "tests/rig/shared_folder.h"
#include "tests/rig/source_dir.h"
#include "tools/eas-test-server/play/test_server.h"

#include <doctest/doctest.h>

using namespace easprobe;
using namespace easprobe::test_server;

namespace {

const std::string pki = (rig::source_dir() / "tests/pki/").string();

OwnCertificate own(const std::string& chain, const std::string& key)
{
    return {content_of_file(pki + chain), content_of_file(pki + key)};
}

} // namespace

TEST_CASE("a server takes a chain and its key, words around the PEM blocks allowed")
{
    const auto taken = take_certificates(own("chains/two-intermediates.pem", "keys/server.pem"));
    REQUIRE_MESSAGE(taken.has_value(), (taken ? "" : taken.error()));
    CHECK(taken->sent.size() == 3);
    CHECK(taken->leaf == taken->sent.front());
    CHECK(taken->root.empty());
}

TEST_CASE("chain and key may stand in one file, in either order")
{
    const OwnCertificate apart = own("chains/good.pem", "keys/server.pem");
    for (const std::string& both : {apart.chain + apart.private_key, apart.private_key + apart.chain}) {
        const auto taken = take_certificates({both, both});
        REQUIRE_MESSAGE(taken.has_value(), (taken ? "" : taken.error()));
        CHECK(taken->sent.size() == 2);
    }
}

TEST_CASE("a server says what is wrong with the chain and key it was given")
{
    CHECK(take_certificates({"", ""}).error() == "the chain has no certificate in PEM");
    CHECK(take_certificates({"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", ""}).error() ==
          "the chain has a PEM block that is no certificate");
    CHECK(take_certificates({content_of_file(pki + "chains/good.pem"), "no key"}).error() ==
          "there is no unencrypted private key in PEM");
    CHECK(take_certificates(own("chains/good.pem", "keys/issuing.pem")).error() ==
          "the private key is not that of the first certificate");
    ServerSettings settings;
    settings.own_certificate = own("chains/good.pem", "keys/root.pem");
    const auto server = TestServer::start(std::move(settings));
    REQUIRE_FALSE(server.has_value());
    CHECK(server.error() == "certificates: the private key is not that of the first certificate");
}
