// Whatever a server says to a hello, reading it ends, and in pieces it reads the same as whole.
#include "protocol/tls/server_flight.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>

using namespace easprobe;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    if (size == 0)
        return 0;
    const std::size_t piece = data[0] % 64 + 1;
    const std::string_view received(reinterpret_cast<const char*>(data) + 1, size - 1);
    const tls::ServerFlight whole = tls::read_server_flight(received);
    tls::FlightReader reader;
    for (std::size_t at = 0; at < received.size(); at += piece)
        reader.feed(received.substr(at, piece));
    const tls::ServerFlight& pieces = reader.flight();
    const bool same = whole.done == pieces.done && whole.suite == pieces.suite &&
                      whole.chain == pieces.chain && whole.warnings == pieces.warnings &&
                      whole.alert.has_value() == pieces.alert.has_value() &&
                      whole.fault.has_value() == pieces.fault.has_value() &&
                      (!whole.fault || whole.fault->offset == pieces.fault->offset);
    const std::size_t bytes = [&] {
        std::size_t sum = 0;
        for (const std::string& der : whole.chain)
            sum += der.size();
        return sum;
    }();
    if (!same || bytes > size || whole.chain.size() > 100)
        std::abort();
    return 0;
}
