#include "tools/eas-test-server/exchange/chance.h"

#include <array>
#include <openssl/rand.h>

namespace easprobe::test_server {

std::uint32_t any_number()
{
    std::array<unsigned char, 4> bytes{};
    RAND_bytes(bytes.data(), static_cast<int>(bytes.size()));
    std::uint32_t number = 0;
    for (const unsigned char byte : bytes)
        number = number << 8 | byte;
    return number;
}

} // namespace easprobe::test_server
