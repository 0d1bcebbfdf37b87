#include "protocol/eas/request_line.h"

#include "protocol/text/ascii.h"
#include "protocol/text/base64.h"
#include "protocol/text/hex.h"

#include <fmt/format.h>

namespace easprobe::eas {

namespace {

bool is_unreserved(char character)
{
    return (character >= '0' && character <= '9') ||
           (to_lower(character) >= 'a' && to_lower(character) <= 'z') ||
           std::string_view("-._~@").find(character) != std::string_view::npos;
}

std::string percent_encode(std::string_view text)
{
    std::string encoded;
    for (const char character : text)
        encoded += is_unreserved(character) ? std::string(1, character) : '%' + to_hex({&character, 1});
    return encoded;
}

std::string value_of(const RequestLine& line, std::string_view parameter)
{
    if (parameter == "User")
        return line.user;
    if (parameter == "DeviceId")
        return line.device_id;
    if (parameter == "DeviceType")
        return line.device_type;
    if (parameter == "Cmd" && line.command)
        return std::string(to_string(*line.command));
    return {};
}

void set_value(RequestLine& line, std::string_view parameter, std::string value)
{
    if (equal_ignoring_case(parameter, "User"))
        line.user = std::move(value);
    else if (equal_ignoring_case(parameter, "DeviceId"))
        line.device_id = std::move(value);
    else if (equal_ignoring_case(parameter, "DeviceType"))
        line.device_type = std::move(value);
    else if (equal_ignoring_case(parameter, "Cmd"))
        line.command = parse_command(value);
    else if (equal_ignoring_case(parameter, "ItemId"))
        line.item_id = std::move(value);
    else if (equal_ignoring_case(parameter, "CollectionId"))
        line.collection_id = std::move(value);
    else if (equal_ignoring_case(parameter, "SaveInSent"))
        line.save_in_sent = value == "T";
}

/// Little-endian fields and length-prefixed strings, front to back, checked against the end.
class Fields {
  public:
    explicit Fields(std::string_view bytes) : bytes_(bytes) {}

    std::optional<std::uint32_t> number(std::size_t size)
    {
        if (bytes_.size() < size)
            return std::nullopt;
        std::uint32_t value = 0;
        for (std::size_t i = size; i > 0; --i)
            value = value << 8 | static_cast<unsigned char>(bytes_[i - 1]);
        bytes_.remove_prefix(size);
        return value;
    }

    std::optional<std::string> counted()
    {
        const auto length = number(1);
        if (!length || bytes_.size() < *length)
            return std::nullopt;
        std::string value(bytes_.substr(0, *length));
        bytes_.remove_prefix(*length);
        return value;
    }

    bool at_end() const { return bytes_.empty(); }

  private:
    std::string_view bytes_;
};

std::string little_endian(std::uint32_t value, std::size_t size)
{
    std::string bytes;
    for (std::size_t i = 0; i < size; ++i)
        bytes += static_cast<char>(value >> 8 * i & 0xff);
    return bytes;
}

std::string counted(std::string_view text)
{
    text = text.substr(0, 255);
    return static_cast<char>(text.size()) + std::string(text);
}

/// The DeviceId of the base64 form is a string or the bytes of a GUID (MS-ASHTTP 2.2.1.1.1.1): bytes that are
/// no letters and digits are shown as hexadecimal.
std::string device_id_of(std::string bytes)
{
    for (const char byte : bytes)
        if (!is_unreserved(byte))
            return to_hex(bytes);
    return bytes;
}

/// Tags of the parameters of the base64 form (MS-ASHTTP 2.2.1.1.1.1.3).
enum ParameterTag : std::uint8_t { CollectionId = 1, ItemId = 3, Options = 7, User = 8 };

constexpr unsigned char option_save_in_sent = 0x01; // A bit of Options.

void set_value(RequestLine& line, std::uint32_t tag, std::string value)
{
    if (tag == CollectionId)
        line.collection_id = std::move(value);
    else if (tag == ItemId)
        line.item_id = std::move(value);
    else if (tag == User)
        line.user = std::move(value);
    else if (tag == Options && !value.empty())
        line.save_in_sent = (static_cast<unsigned char>(value.front()) & option_save_in_sent) != 0;
}

std::string tagged(ParameterTag tag, std::string_view value)
{
    return value.empty() ? std::string() : static_cast<char>(tag) + counted(value);
}

std::optional<RequestLine> parse_base64(std::string_view query)
{
    const auto bytes = base64_decode(query);
    if (!bytes)
        return std::nullopt;
    Fields fields(*bytes);
    RequestLine line;
    line.is_base64 = true;
    const auto version = fields.number(1);
    const auto code = fields.number(1);
    const auto locale = fields.number(2);
    auto device_id = fields.counted();
    const auto policy_key = fields.counted();
    auto device_type = fields.counted();
    if (!version || !code || !locale || !device_id || !policy_key || !device_type ||
        (!policy_key->empty() && policy_key->size() != 4))
        return std::nullopt;
    if (*version == static_cast<std::uint32_t>(ProtocolVersion::V12_1))
        line.version = ProtocolVersion::V12_1;
    line.command = command_of_code(static_cast<std::uint8_t>(*code));
    line.locale = static_cast<std::uint16_t>(*locale);
    line.device_id = device_id_of(std::move(*device_id));
    line.device_type = std::move(*device_type);
    if (!policy_key->empty())
        line.policy_key = Fields(*policy_key).number(4);
    while (!fields.at_end()) {
        const auto tag = fields.number(1);
        auto value = fields.counted();
        if (!tag || !value)
            return std::nullopt;
        set_value(line, *tag, std::move(*value));
    }
    return line;
}

std::optional<RequestLine> parse_plain(std::string_view query)
{
    RequestLine line;
    bool any = false;
    while (!query.empty()) {
        const auto ampersand = query.find('&');
        const std::string_view pair = query.substr(0, ampersand);
        const auto equals = pair.find('=');
        if (equals != std::string_view::npos) {
            set_value(line, pair.substr(0, equals), percent_decode(pair.substr(equals + 1)));
            any = true;
        }
        query = ampersand == std::string_view::npos ? std::string_view() : query.substr(ampersand + 1);
    }
    return any ? std::optional(line) : std::nullopt;
}

} // namespace

std::string percent_decode(std::string_view text)
{
    std::string decoded;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const auto byte = text[at] == '%' ? from_hex(text.substr(at + 1, 2)) : std::nullopt;
        if (byte && byte->size() == 1) {
            decoded += *byte;
            at += 2;
        } else {
            decoded += text[at];
        }
    }
    return decoded;
}

std::string plain_target(std::string_view path, const RequestLine& line,
                         const std::vector<std::string>& order)
{
    std::string target(path);
    char separator = '?';
    for (const std::string& parameter : order) {
        const std::string value = value_of(line, parameter);
        if (value.empty())
            continue;
        target += fmt::format("{}{}={}", separator, parameter, percent_encode(value));
        separator = '&';
    }
    if (!line.item_id.empty())
        target += "&ItemId=" + percent_encode(line.item_id);
    if (!line.collection_id.empty())
        target += "&CollectionId=" + percent_encode(line.collection_id);
    if (line.save_in_sent)
        target += "&SaveInSent=T";
    return target;
}

std::string base64_target(std::string_view path, const RequestLine& line)
{
    std::string bytes;
    bytes += static_cast<char>(line.version.value());
    bytes += static_cast<char>(line.command.value());
    bytes += little_endian(line.locale, 2);
    bytes += counted(line.device_id);
    bytes += line.policy_key ? counted(little_endian(*line.policy_key, 4)) : counted("");
    bytes += counted(line.device_type);
    bytes += tagged(ItemId, line.item_id) + tagged(CollectionId, line.collection_id);
    if (line.save_in_sent)
        bytes += tagged(Options, std::string(1, static_cast<char>(option_save_in_sent)));
    return fmt::format("{}?{}", path, base64_encode(bytes));
}

std::optional<RequestLine> parse_target(std::string_view target)
{
    const auto question = target.find('?');
    if (question == std::string_view::npos)
        return std::nullopt;
    const std::string_view query = target.substr(question + 1);
    // The plain form has '=' between names and values; base64 has it as padding at its very end alone.
    const auto equals = query.find('=');
    const bool padding_only =
        equals == std::string_view::npos || query.find_first_not_of('=', equals) == std::string_view::npos;
    if (padding_only)
        if (auto line = parse_base64(query.find('%') == std::string_view::npos ? std::string(query)
                                                                               : percent_decode(query)))
            return line;
    return parse_plain(query);
}

} // namespace easprobe::eas
