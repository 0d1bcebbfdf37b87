#include "tests/pki/test_chain.h"

#include "client/handset/data_file.h"
#include "protocol/text/iso_time.h"
#include "protocol/x509/certificate.h"
#include "tests/rig/source_dir.h"

#include <algorithm>
#include <filesystem>
#include <fmt/format.h>
#include <pugixml.hpp>
#include <sstream>
#include <stdexcept>
#include <string_view>

namespace easprobe::test_pki {

namespace {

const std::filesystem::path folder = rig::source_dir() / "tests/pki";

std::string content_of(const std::filesystem::path& file)
{
    auto content = read_data_file(file);
    if (!content)
        throw std::runtime_error(to_string(content.error()));
    return std::move(*content);
}

std::vector<std::string> certificates_of(const std::string& name, const std::string& pem)
{
    const auto certificates = x509::read_certificates(pem);
    if (!certificates)
        throw std::runtime_error(fmt::format("{}: {}", name, certificates.error().what));
    std::vector<std::string> ders;
    for (const x509::Certificate& certificate : *certificates)
        ders.push_back(certificate.der);
    return ders;
}

std::vector<std::string> words_of(const char* list)
{
    std::istringstream in(list);
    return {std::istream_iterator<std::string>(in), {}};
}

/// A chain's own certificate of that name, else the one that all chains share.
pugi::xml_node find_certificate(pugi::xml_node chain, const std::string& name)
{
    const pugi::xml_node own = chain.find_child_by_attribute("certificate", "name", name.c_str());
    return own ? own : chain.parent().find_child_by_attribute("certificate", "name", name.c_str());
}

std::string key_of(pugi::xml_node certificate)
{
    const pugi::xml_node kind = certificate.root().first_child().find_child_by_attribute(
        "kind", "name", certificate.attribute("kind").value());
    return certificate.attribute("key").as_string(kind.attribute("key").value());
}

std::vector<std::string> installed(pugi::xml_node chain, const char* attribute)
{
    std::vector<std::string> ders;
    for (const std::string& name : words_of(chain.attribute(attribute).value())) {
        const bool own = find_certificate(chain, name).parent() == chain;
        const std::string file = own ? fmt::format("{}.{}.pem", chain.attribute("name").value(), name)
                                     : fmt::format("{}.pem", name);
        std::ranges::copy(certificates_of(file, content_of(folder / "installed" / file)),
                          std::back_inserter(ders));
    }
    return ders;
}

TestChain read_chain(pugi::xml_node element)
{
    const pugi::xml_node root = element.parent();
    TestChain chain;
    chain.name = element.attribute("name").value();
    chain.host = element.attribute("host").as_string(root.attribute("host").value());
    const auto clock = parse_iso8601(element.attribute("clock").as_string(root.attribute("clock").value()));
    if (!clock)
        throw std::runtime_error(fmt::format("chain {}: its clock is no time", chain.name));
    chain.handset_clock = *clock;
    chain.pem = content_of(folder / "chains" / (chain.name + ".pem"));
    chain.der = certificates_of(chain.name, chain.pem);
    const auto sent = words_of(element.attribute("sends").value());
    if (sent.empty() || sent.size() != chain.der.size())
        throw std::runtime_error(fmt::format("chain {}: {} certificates declared, {} made", chain.name,
                                             sent.size(), chain.der.size()));
    const std::string key = key_of(find_certificate(element, sent.front()));
    chain.private_key = content_of(folder / "keys" / (key + ".pem"));
    chain.elliptic = root.find_child_by_attribute("key", "name", key.c_str()).attribute("curve");
    chain.roots = installed(element, "roots");
    chain.intermediates = installed(element, "intermediates");
    return chain;
}

} // namespace

std::vector<TestChain> read_test_chains()
{
    pugi::xml_document document;
    if (!document.load_string(content_of(folder / "chains.xml").c_str()))
        throw std::runtime_error("tests/pki/chains.xml is no XML");
    std::vector<TestChain> chains;
    for (const pugi::xml_node element : document.child("test-pki").children("chain"))
        chains.push_back(read_chain(element));
    return chains;
}

} // namespace easprobe::test_pki
