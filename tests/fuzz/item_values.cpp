// A value of any element of an item: what is said of it is short and harmless, and empty only for what is
// right.
#include "protocol/eas/item_elements.h"
#include "protocol/wbxml/code_pages.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

using namespace easprobe;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    if (size < 2)
        return 0;
    const wbxml::Token* const token = wbxml::find_token(data[0], data[1]);
    const eas::ItemElement* const element =
        token == nullptr ? nullptr : eas::find_item_element(token->page, token->tag);
    if (element == nullptr)
        return 0;
    constexpr std::size_t longest = 400;
    const std::string said =
        eas::fault_of_value(*element, {reinterpret_cast<const char*>(data) + 2, size - 2});
    if (said.size() > longest || said.find('\n') != std::string::npos)
        std::abort();
    return 0;
}
