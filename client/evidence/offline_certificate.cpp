#include "client/evidence/offline_certificate.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace easprobe {

namespace {

using x509::Certificate;
using PrivateKey = OfflineCertificate::PrivateKey;

/// All files as one; which store of a handset one of them may name does not matter here.
struct Joined {
    std::vector<Certificate> certificates;
    std::vector<x509::Request> requests;
    std::vector<x509::PublicKeyDer> keys;
    bool in_order = true;
    bool is_backup = false;
};

Joined joined(std::vector<x509::CertificateInput> inputs)
{
    Joined all;
    for (x509::CertificateInput& input : inputs) {
        for (x509::FiledCertificate& filed : input.certificates)
            all.certificates.push_back(std::move(filed.certificate));
        std::ranges::move(input.requests, std::back_inserter(all.requests));
        std::ranges::move(input.keys, std::back_inserter(all.keys));
        all.in_order &= input.in_order;
        all.is_backup |= input.is_backup;
    }
    return all;
}

bool issued_another(const Certificate& certificate, const std::vector<Certificate>& all)
{
    return std::ranges::any_of(all, [&](const Certificate& other) {
        return other.der != certificate.der && other.canonical_issuer == certificate.canonical_subject;
    });
}

bool has_key(const std::string& public_key, const Joined& input)
{
    return std::ranges::find(input.keys, public_key) != input.keys.end();
}

/// The place of the server's own certificate.
std::size_t own_certificate(const Joined& input)
{
    const auto& all = input.certificates;
    const auto place = [&](auto condition) {
        return static_cast<std::size_t>(std::ranges::find_if(all, condition) - all.begin());
    };
    for (const std::size_t found :
         {place([&](const Certificate& each) { return has_key(each.public_key_der, input); }),
          place([&](const Certificate& each) { return !issued_another(each, all) && !each.is_ca; }),
          place([&](const Certificate& each) { return !issued_another(each, all); })})
        if (found < all.size())
            return found;
    return 0;
}

PrivateKey key_of(const std::string& public_key, const Joined& input)
{
    if (input.keys.empty())
        return input.is_backup ? PrivateKey::Missing : PrivateKey::NotGiven;
    return has_key(public_key, input) ? PrivateKey::Matches : PrivateKey::OfAnother;
}

} // namespace

tl::expected<OfflineChain, std::string> assemble_offline(std::vector<x509::CertificateInput> inputs)
{
    const Joined all = joined(std::move(inputs));
    OfflineChain offline;
    if (!all.requests.empty()) {
        if (all.requests.size() > 1 || !all.certificates.empty())
            return tl::unexpected(std::string(
                "a certificate request beside other certificates or requests: judge them one at a time"));
        offline.certificate.request = all.requests.front().der;
        offline.certificate.private_key = key_of(all.requests.front().public_key_der, all);
        return offline;
    }
    if (all.certificates.empty())
        return tl::unexpected(
            std::string(all.keys.empty() ? "no certificate" : "a private key, and no certificate beside it"));
    const std::size_t own = own_certificate(all);
    offline.certificate.private_key = key_of(all.certificates[own].public_key_der, all);
    offline.certificate.in_order = all.in_order && own == 0;
    offline.chain.push_back(all.certificates[own].der);
    for (std::size_t i = 0; i < all.certificates.size(); ++i)
        if (i != own)
            offline.chain.push_back(all.certificates[i].der);
    return offline;
}

} // namespace easprobe
