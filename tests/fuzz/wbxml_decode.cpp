// What the decoder accepts goes back into bytes that give the same tree, as WBXML and as XML text.
#include "protocol/wbxml/decoder.h"
#include "protocol/wbxml/dump.h"
#include "protocol/wbxml/encoder.h"
#include "protocol/wbxml/xml_text.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

using namespace easprobe;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    if (wbxml::dump(bytes).empty() && size > 0)
        std::abort();
    const auto decoded = wbxml::decode(bytes);
    if (!decoded)
        return decoded.error().offset <= size ? 0 : (std::abort(), 1);
    const std::string text = wbxml::to_xml_text(decoded->document);
    const auto encoded = wbxml::encode(decoded->document);
    if (!encoded)
        std::abort();
    const auto again = wbxml::decode(*encoded);
    if (!again || wbxml::to_xml_text(again->document) != text)
        std::abort();
    const auto read = wbxml::read_xml_text(text);
    if (!read || wbxml::encode(*read).value_or("") != *encoded)
        std::abort();
    return 0;
}
