// Trees that another decoder's own tests expect, as JSON, beside the bytes.
#include "protocol/wbxml/decoder.h"
#include "tests/rig/wire_samples.h"

#include <algorithm>
#include <doctest/doctest.h>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

using namespace easprobe;

namespace {

using Json = nlohmann::json;

std::vector<pugi::xml_node> elements_of(pugi::xml_node parent)
{
    std::vector<pugi::xml_node> elements;
    for (const pugi::xml_node child : parent.children())
        if (child.type() == pugi::node_element)
            elements.push_back(child);
    return elements;
}

/// Tags that the other decoder writes otherwise than the published tables: its own, and ours.
const std::map<std::string, std::string> other_spelling = {{"TimeZone", "Timezone"}};

struct Name {
    std::string page;
    std::string tag;
};

Name name_of(pugi::xml_node element)
{
    const std::string name = element.name();
    const auto colon = name.find(':');
    const std::string attribute = colon == std::string::npos ? "xmlns" : "xmlns:" + name.substr(0, colon);
    return {element.root().first_child().attribute(attribute.c_str()).value(),
            colon == std::string::npos ? name : name.substr(colon + 1)};
}

/// "Tag" is any page's, "Page:Tag" that page's: the other decoder names some and not others.
bool is_called(pugi::xml_node element, const std::string& key, std::set<std::string>& respelt)
{
    const auto colon = key.find(':');
    const Name name = name_of(element);
    std::string tag = colon == std::string::npos ? key : key.substr(colon + 1);
    if (const auto other = other_spelling.find(tag); other != other_spelling.end()) {
        respelt.insert(tag);
        tag = other->second;
    }
    return tag == name.tag && (colon == std::string::npos || key.substr(0, colon) == name.page);
}

/// Text, or an object of the children, in which repeated ones are a list in any order.
void expect_same(pugi::xml_node element, const Json& expected, std::set<std::string>& respelt)
{
    const auto children = elements_of(element);
    CAPTURE(element.name());
    if (!expected.is_object()) {
        CHECK(children.empty());
        CHECK(std::string(element.child_value()) == (expected.is_null() ? "" : expected.get<std::string>()));
        return;
    }
    std::size_t found = 0;
    for (const auto& [name, value] : expected.items()) {
        const std::string& key = name; // clang lets no lambda look at a binding.
        CAPTURE(key);
        std::vector<pugi::xml_node> named;
        std::ranges::copy_if(children, std::back_inserter(named),
                             [&](pugi::xml_node child) { return is_called(child, key, respelt); });
        found += named.size();
        if (!value.is_array()) {
            REQUIRE(named.size() == 1);
            expect_same(named.front(), value, respelt);
            continue;
        }
        std::vector<std::string> texts;
        for (const pugi::xml_node one : named)
            texts.emplace_back(one.child_value());
        auto wanted = value.get<std::vector<std::string>>();
        std::ranges::sort(texts);
        std::ranges::sort(wanted);
        CHECK(texts == wanted);
    }
    CHECK(found == children.size());
}

} // namespace

TEST_CASE("the bytes of another decoder's tests give the trees that they expect, with and without pages")
{
    const auto samples = wire_samples();
    if (!samples) {
        MESSAGE("skipped: the folder with the samples is not there");
        return;
    }
    int compared = 0;
    std::set<std::string> respelt;
    for (const WireSample& sample : *samples) {
        if (!sample.file.ends_with(".json"))
            continue;
        CAPTURE(sample.file);
        const std::string with_pages = "-with-namespace.json";
        const bool pages = sample.file.ends_with(with_pages);
        const std::string stem = sample.file.substr(
            0, sample.file.size() - (pages ? with_pages.size() : std::string(".json").size()));
        const auto decoded = wbxml::decode(content_of_sample(stem + ".hex"));
        REQUIRE(decoded.has_value());
        const Json expected = Json::parse(content_of_sample(sample.file));
        const pugi::xml_node root = decoded->document.document_element();
        REQUIRE(expected.size() == 1);
        REQUIRE(is_called(root, expected.begin().key(), respelt));
        expect_same(root, expected.begin().value(), respelt);
        ++compared;
    }
    CHECK(compared == 6);
    CHECK_MESSAGE(respelt.size() == other_spelling.size(), "a spelling that no sample has");
}
