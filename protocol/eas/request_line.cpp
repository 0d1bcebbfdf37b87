#include "protocol/eas/request_line.h"

#include "protocol/text/ascii.h"
#include "protocol/text/base64.h"
#include "protocol/text/hex.h"

#include <algorithm>
#include <array>
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

/// MS-ASHTTP 2.2.1.1.1.1.3: the parameters that have a tag of their own in the base64 form.
struct ParameterTag {
    std::uint8_t tag;
    std::string_view name;
};
constexpr std::array parameter_tags = {ParameterTag{0, "AttachmentName"}, ParameterTag{1, "CollectionId"},
                                       ParameterTag{3, "ItemId"}, ParameterTag{4, "LongId"},
                                       ParameterTag{6, "Occurrence"}};
constexpr std::uint8_t options_tag = 7; ///< One byte of bits: SaveInSent and AcceptMultiPart.
constexpr unsigned save_in_sent_bit = 1;
constexpr unsigned accept_multipart_bit = 2;
constexpr std::uint8_t user_tag = 8;
constexpr std::string_view save_in_sent = "SaveInSent";
constexpr std::size_t most_parameters = 64;

void add_parameter(RequestLine& line, std::string_view name, std::string value)
{
    if (line.parameters.size() < most_parameters)
        line.parameters.push_back({std::string(name), std::move(value)});
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
    else if (const auto* const known = std::ranges::find_if(
                 parameter_tags, [&](const auto& tag) { return equal_ignoring_case(tag.name, parameter); });
             known != parameter_tags.end() || equal_ignoring_case(parameter, save_in_sent))
        add_parameter(line, known != parameter_tags.end() ? known->name : save_in_sent, std::move(value));
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

constexpr std::size_t longest_counted = 255;

std::string counted(std::string_view text)
{
    text = text.substr(0, longest_counted);
    return static_cast<char>(text.size()) + std::string(text);
}

void take_tagged(RequestLine& line, std::uint32_t tag, std::string value)
{
    if (tag == user_tag) {
        line.user = std::move(value);
        return;
    }
    if (tag == options_tag && !value.empty()) {
        const auto bits = static_cast<unsigned char>(value.front());
        line.accepts_multipart = (bits & accept_multipart_bit) != 0;
        if ((bits & save_in_sent_bit) != 0)
            add_parameter(line, save_in_sent, "T");
        return;
    }
    const auto* const known = std::ranges::find(parameter_tags, tag, &ParameterTag::tag);
    if (known != parameter_tags.end())
        add_parameter(line, known->name, std::move(value));
}

/// The parameters as the base64 form has them, the options where they stand in the order.
std::string tagged_parameters(const RequestLine& line)
{
    std::string bytes;
    bool options_written = false;
    const auto write_options = [&](unsigned bits) {
        bytes += static_cast<char>(options_tag);
        bytes += counted(std::string(1, static_cast<char>(bits)));
        options_written = true;
    };
    for (const CommandParameter& parameter : line.parameters) {
        const auto* const tag = std::ranges::find(parameter_tags, parameter.name, &ParameterTag::name);
        if (tag != parameter_tags.end()) {
            bytes += static_cast<char>(tag->tag);
            bytes += counted(parameter.value);
        } else if (parameter.name == save_in_sent && parameter.value == "T" && !options_written) {
            write_options(save_in_sent_bit | (line.accepts_multipart ? accept_multipart_bit : 0U));
        }
    }
    if (line.accepts_multipart && !options_written)
        write_options(accept_multipart_bit);
    return bytes;
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
    line.version_code = static_cast<std::uint8_t>(*version);
    if (*version == static_cast<std::uint32_t>(ProtocolVersion::V12_1))
        line.version = ProtocolVersion::V12_1;
    line.command = command_of_code(static_cast<std::uint8_t>(*code));
    line.locale = static_cast<std::uint16_t>(*locale);
    line.device_id_as_bytes = !std::ranges::all_of(*device_id, is_unreserved);
    line.device_id = line.device_id_as_bytes ? to_hex(*device_id) : std::move(*device_id);
    line.device_type = std::move(*device_type);
    if (!policy_key->empty())
        line.policy_key = Fields(*policy_key).number(4);
    while (!fields.at_end()) {
        const auto tag = fields.number(1);
        auto value = fields.counted();
        if (!tag || !value)
            return std::nullopt;
        take_tagged(line, *tag, std::move(*value));
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

const std::string* find_parameter(const RequestLine& line, std::string_view name)
{
    const auto found = std::ranges::find_if(line.parameters, [name](const CommandParameter& parameter) {
        return equal_ignoring_case(parameter.name, name);
    });
    return found == line.parameters.end() ? nullptr : &found->value;
}

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
    for (const CommandParameter& parameter : line.parameters) {
        target += fmt::format("{}{}={}", separator, parameter.name, percent_encode(parameter.value));
        separator = '&';
    }
    return target;
}

bool fit_base64_query(const std::vector<CommandParameter>& parameters)
{
    return std::ranges::all_of(parameters, [](const CommandParameter& parameter) {
        return parameter.value.size() <= longest_counted;
    });
}

std::string base64_target(std::string_view path, const RequestLine& line)
{
    std::string bytes;
    bytes += static_cast<char>(line.version ? static_cast<std::uint8_t>(*line.version) : line.version_code);
    bytes += static_cast<char>(line.command.value());
    bytes += little_endian(line.locale, 2);
    const auto device = line.device_id_as_bytes ? from_hex(line.device_id) : std::nullopt;
    bytes += counted(device.value_or(line.device_id));
    bytes += line.policy_key ? counted(little_endian(*line.policy_key, 4)) : counted("");
    bytes += counted(line.device_type);
    bytes += tagged_parameters(line);
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
