#include "client/checks/proof.h"

#include <fmt/format.h>

namespace easprobe::checks {

std::string in_words(const Proof& proof)
{
    struct Words {
        std::string operator()(const ExchangeProof& exchange) const
        {
            return fmt::format("exchange {}", exchange.number);
        }
        std::string operator()(const HelloProof& hello) const { return "hello " + hello.name; }
        std::string operator()(const CertificateProof& certificate) const
        {
            return fmt::format("certificate {}", certificate.position);
        }
        std::string operator()(const EndpointProof& place) const { return place.endpoint; }
    };
    return std::visit(Words{}, proof.value());
}

} // namespace easprobe::checks
