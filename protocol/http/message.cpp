#include "protocol/http/message.h"

#include "protocol/text/ascii.h"

#include <algorithm>

namespace easprobe::http {

const std::string* find(const Headers& headers, std::string_view name)
{
    const auto found = std::find_if(headers.begin(), headers.end(), [&](const Header& header) {
        return equal_ignoring_case(header.name, name);
    });
    return found == headers.end() ? nullptr : &found->value;
}

std::vector<std::string_view> find_all(const Headers& headers, std::string_view name)
{
    std::vector<std::string_view> values;
    for (const Header& header : headers)
        if (equal_ignoring_case(header.name, name))
            values.emplace_back(header.value);
    return values;
}

std::string media_type(const Headers& headers)
{
    const std::string* value = find(headers, "Content-Type");
    return value == nullptr ? std::string()
                            : to_lower(trim(std::string_view(*value).substr(0, value->find(';'))));
}

} // namespace easprobe::http
