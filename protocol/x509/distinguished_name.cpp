#include "protocol/x509/distinguished_name.h"

#include "protocol/text/hex.h"
#include "protocol/x509/error_mark.h"

#include <algorithm>
#include <array>
#include <memory>
#include <openssl/objects.h>
#include <openssl/x509.h>

namespace easprobe::x509 {

namespace {

std::string type_of(const ASN1_OBJECT* object)
{
    const int known = OBJ_obj2nid(object);
    if (known != NID_undef)
        return OBJ_nid2sn(known);
    std::array<char, 128> dotted{};
    const int length = OBJ_obj2txt(dotted.data(), static_cast<int>(dotted.size()), object, 1);
    return length > 0 && length < static_cast<int>(dotted.size()) ? std::string(dotted.data()) : "unknown";
}

std::string value_of(const ASN1_STRING* string)
{
    unsigned char* text = nullptr;
    const int length = ASN1_STRING_to_UTF8(&text, string);
    if (length < 0) {
        const auto* bytes = reinterpret_cast<const char*>(ASN1_STRING_get0_data(string));
        return '#' + to_hex({bytes, static_cast<std::size_t>(ASN1_STRING_length(string))});
    }
    std::string value(reinterpret_cast<const char*>(text), static_cast<std::size_t>(length));
    OPENSSL_free(text);
    return value;
}

bool is_blank(char character)
{
    return character == ' ' || (character >= '\t' && character <= '\r');
}

std::string_view trimmed(std::string_view text)
{
    while (!text.empty() && is_blank(text.front()))
        text.remove_prefix(1);
    while (!text.empty() && is_blank(text.back()))
        text.remove_suffix(1);
    return text;
}

/// RFC 4514 2.4.
std::string escaped(std::string_view value)
{
    std::string text;
    for (std::size_t at = 0; at < value.size(); ++at) {
        const char character = value[at];
        const bool at_edge = at == 0 || at + 1 == value.size();
        if (static_cast<unsigned char>(character) < 0x20 || character == 0x7f)
            text += '\\' + to_hex(value.substr(at, 1));
        else {
            if (std::string_view("\"+,;<>\\").find(character) != std::string_view::npos ||
                (character == ' ' && at_edge))
                text += '\\';
            text += character;
        }
    }
    return text;
}

/// A scanner over RFC 4514 text.
struct Scanner {
    std::string_view rest;

    std::string take_type()
    {
        const auto equals = std::min(rest.find('='), rest.size());
        const std::string type(trimmed(rest.substr(0, equals)));
        rest.remove_prefix(std::min(equals + 1, rest.size()));
        return type;
    }

    /// Up to the next unescaped separator, which stays. Nothing when an escape is cut short.
    std::optional<std::string> take_value()
    {
        while (!rest.empty() && is_blank(rest.front()))
            rest.remove_prefix(1);
        std::string value;
        std::size_t kept =
            0; // Blanks after this many bytes are around the separator, unless more text follows.
        while (!rest.empty() && rest.front() != ',' && rest.front() != '+') {
            if (rest.front() != '\\') {
                value += rest.front();
                rest.remove_prefix(1);
                if (!is_blank(value.back()))
                    kept = value.size();
                continue;
            }
            const auto pair = from_hex(rest.substr(1, 2));
            if (rest.size() < 2)
                return std::nullopt;
            const bool coded = pair && pair->size() == 1;
            value += coded ? *pair : std::string(1, rest[1]);
            rest.remove_prefix(coded ? 3 : 2);
            kept = value.size();
        }
        value.resize(kept);
        return value;
    }
};

std::string folded(std::string_view text)
{
    std::string result;
    for (const char character : trimmed(text)) {
        if (is_blank(character)) {
            if (result.back() != ' ')
                result += ' ';
        } else {
            result +=
                character >= 'A' && character <= 'Z' ? static_cast<char>(character - 'A' + 'a') : character;
        }
    }
    return result;
}

} // namespace

std::optional<DistinguishedName> read_name(std::string_view der)
{
    const ErrorMark mark;
    const auto* at = reinterpret_cast<const unsigned char*>(der.data());
    const std::unique_ptr<X509_NAME, decltype(&X509_NAME_free)> encoded(
        d2i_X509_NAME(nullptr, &at, static_cast<long>(der.size())), X509_NAME_free);
    if (!encoded)
        return std::nullopt;
    DistinguishedName name;
    int set = -1;
    for (int i = 0; i < X509_NAME_entry_count(encoded.get()); ++i) {
        const X509_NAME_ENTRY* entry = X509_NAME_get_entry(encoded.get(), i);
        if (X509_NAME_ENTRY_set(entry) != set) {
            set = X509_NAME_ENTRY_set(entry);
            name.emplace_back();
        }
        name.back().push_back(
            {type_of(X509_NAME_ENTRY_get_object(entry)), value_of(X509_NAME_ENTRY_get_data(entry))});
    }
    return name;
}

std::optional<DistinguishedName> parse_name(std::string_view rfc4514)
{
    DistinguishedName name;
    Scanner scanner{rfc4514};
    bool same_set = false;
    while (!scanner.rest.empty()) {
        NameAttribute attribute;
        attribute.type = scanner.take_type();
        auto value = scanner.take_value();
        if (attribute.type.empty() || !value)
            return std::nullopt;
        attribute.value = std::move(*value);
        if (!same_set)
            name.emplace_back();
        name.back().push_back(std::move(attribute));
        if (scanner.rest.empty())
            break;
        same_set = scanner.rest.front() == '+';
        scanner.rest.remove_prefix(1);
        if (scanner.rest.empty())
            return std::nullopt;
    }
    std::reverse(name.begin(), name.end());
    return name;
}

std::string to_string(const DistinguishedName& name)
{
    std::string text;
    for (auto set = name.rbegin(); set != name.rend(); ++set) {
        text += text.empty() ? "" : ", ";
        for (const NameAttribute& attribute : *set) {
            text += &attribute == &set->front() ? "" : "+";
            text += attribute.type + '=' + escaped(attribute.value);
        }
    }
    return text;
}

std::string canonical(const DistinguishedName& name)
{
    DistinguishedName same = name;
    for (auto& set : same) {
        for (NameAttribute& attribute : set)
            attribute = {folded(attribute.type), folded(attribute.value)};
        // A set has no order of its own.
        std::sort(set.begin(), set.end(), [](const NameAttribute& left, const NameAttribute& right) {
            return std::tie(left.type, left.value) < std::tie(right.type, right.value);
        });
    }
    return to_string(same);
}

} // namespace easprobe::x509
