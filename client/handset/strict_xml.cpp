#include "client/handset/strict_xml.h"

#include "protocol/text/ascii.h"
#include "protocol/text/iso_time.h"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>
#include <utility>

namespace easprobe {

namespace {

constexpr std::size_t largest_file = 1024UL * 1024;
constexpr std::string_view blanks = " \t\r\n";

} // namespace

std::string StrictElement::text(const char* attribute)
{
    asked_.insert(attribute);
    const pugi::xml_attribute found = node_.attribute(attribute);
    if (!found)
        refuse(attribute, "is missing");
    else if (std::string_view(found.value()).find_first_not_of(blanks) == std::string_view::npos)
        refuse(attribute, "is empty");
    return found.value();
}

std::vector<std::string> StrictElement::words(const char* attribute)
{
    const std::string all = text(attribute);
    std::vector<std::string> words;
    std::size_t begin = all.find_first_not_of(blanks);
    while (begin != std::string::npos) {
        const std::size_t end = std::min(all.find_first_of(blanks, begin), all.size());
        words.push_back(all.substr(begin, end - begin));
        if (std::count(words.begin(), words.end(), words.back()) > 1)
            refuse(attribute, fmt::format("'{}' is there twice", words.back()));
        begin = all.find_first_not_of(blanks, end);
    }
    return words;
}

long StrictElement::number(const char* attribute, long lowest, long highest)
{
    const std::string digits = text(attribute);
    long value = lowest;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (error != std::errc{} || end != digits.data() + digits.size() || value < lowest || value > highest)
        refuse(attribute, fmt::format("'{}' is not a number from {} to {}", digits, lowest, highest));
    return value;
}

bool StrictElement::yes_no(const char* attribute)
{
    const std::string word = text(attribute);
    if (word != "yes" && word != "no")
        refuse(attribute, fmt::format("'{}' is neither yes nor no", word));
    return word == "yes";
}

x509::Time StrictElement::time(const char* attribute)
{
    const std::string written = text(attribute);
    const auto time = parse_iso8601(written);
    if (!time)
        refuse(attribute, fmt::format("'{}' is {}", written, time.error().what));
    return time.value_or(x509::Time{});
}

StrictElement StrictElement::child(const char* name)
{
    auto found = children(name);
    if (found.size() > 1)
        found[1].refuse("", "is there twice");
    return found.empty() ? StrictElement(*document_, {}) : std::move(found.front());
}

std::vector<StrictElement> StrictElement::children(const char* name)
{
    auto found = children_if_any(name);
    if (found.empty())
        refuse("", fmt::format("has no element '{}'", name));
    return found;
}

std::vector<StrictElement> StrictElement::children_if_any(const char* name)
{
    asked_.insert(fmt::format("<{}>", name));
    std::vector<StrictElement> found;
    for (const pugi::xml_node node : node_.children(name))
        found.emplace_back(*document_, node);
    return found;
}

std::string StrictElement::content()
{
    for (const pugi::xml_node node : node_.children())
        if (node.type() != pugi::node_pcdata)
            refuse("", "has more than text inside");
    std::string inside(trim(node_.child_value()));
    if (inside.empty())
        refuse("", "has no text inside");
    return inside;
}

void StrictElement::finish()
{
    for (const pugi::xml_attribute attribute : node_.attributes())
        if (!asked_.contains(std::string_view(attribute.name())))
            refuse(attribute.name(), "is not known here");
    for (const pugi::xml_node node : node_.children()) {
        if (node.type() == pugi::node_comment)
            continue;
        if (node.type() != pugi::node_element)
            refuse("", "has text inside");
        else if (!asked_.contains(fmt::format("<{}>", node.name())))
            StrictElement(*document_, node).refuse("", "is not known here");
    }
}

void StrictElement::refuse(std::string_view attribute, const std::string& what)
{
    document_->refuse(node_, attribute, what);
}

StrictDocument::StrictDocument(std::string_view content, std::string name)
    : content_(content), name_(std::move(name))
{
    if (content.size() > largest_file) {
        fault_ = ProfileError{name_, 0, "", "is larger than 1 MiB"};
        return;
    }
    const auto parsed = document_.load_buffer(
        content.data(), content.size(), pugi::parse_default | pugi::parse_comments, pugi::encoding_utf8);
    if (!parsed) {
        const auto before =
            content.substr(0, std::min(static_cast<std::size_t>(parsed.offset), content.size()));
        const auto line = 1 + std::count(before.begin(), before.end(), '\n');
        fault_ = ProfileError{name_, static_cast<int>(line), "", parsed.description()};
    }
}

StrictElement StrictDocument::root(const char* name, const char* xml_namespace)
{
    const pugi::xml_node node = document_.document_element();
    StrictElement element(*this, node);
    if (std::string_view(node.name()) != name)
        refuse(node, "", fmt::format("is not the element '{}'", name));
    else if (const std::string given = element.text("xmlns"); given != xml_namespace)
        refuse(node, "xmlns", fmt::format("'{}' is not '{}'", given, xml_namespace));
    return element;
}

void StrictDocument::refuse(pugi::xml_node node, std::string_view attribute, const std::string& what)
{
    if (fault_)
        return;
    std::string place = node.name();
    if (!attribute.empty())
        place += fmt::format("/@{}", attribute);
    fault_ = ProfileError{name_, line_of(node, attribute), std::move(place), what};
}

int StrictDocument::line_of(pugi::xml_node node, std::string_view attribute) const
{
    if (!node || node.offset_debug() < 0)
        return 0;
    const std::size_t begin = std::min(static_cast<std::size_t>(node.offset_debug()), content_.size());
    std::size_t at = begin;
    if (!attribute.empty() && node.attribute(std::string(attribute).c_str())) {
        // The parser keeps no place of an attribute; its name stands first after a blank and before '=' or a
        // blank.
        const std::string_view tag = content_.substr(begin, content_.find('>', begin) - begin);
        for (std::size_t found = tag.find(attribute); found != std::string_view::npos;
             found = tag.find(attribute, found + 1)) {
            const std::string_view after = tag.substr(found + attribute.size());
            if (found > 0 && blanks.find(tag[found - 1]) != std::string_view::npos &&
                after.find_first_not_of(blanks) == after.find('=')) {
                at = begin + found;
                break;
            }
        }
    }
    const auto before = content_.substr(0, at);
    return static_cast<int>(1 + std::count(before.begin(), before.end(), '\n'));
}

} // namespace easprobe
