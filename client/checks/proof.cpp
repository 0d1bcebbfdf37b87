#include "client/checks/proof.h"

#include <fmt/format.h>

namespace easprobe::checks {

std::string in_words(const Proof& proof)
{
    switch (proof.kind) {
    case Proof::Kind::Exchange:
        return fmt::format("exchange {}", proof.number);
    case Proof::Kind::Hello:
        return "hello " + proof.name;
    case Proof::Kind::Certificate:
        return fmt::format("certificate {}", proof.number);
    case Proof::Kind::Endpoint:
        break;
    }
    return proof.name;
}

} // namespace easprobe::checks
