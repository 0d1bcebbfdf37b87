#include "client/handset/source_reader.h"

#include <array>
#include <fmt/format.h>
#include <utility>

namespace easprobe {

namespace {

constexpr std::array kinds = {
    std::pair{SourceKind::Document, std::string_view("document")},
    std::pair{SourceKind::Seen, std::string_view("seen")},
    std::pair{SourceKind::SecondHand, std::string_view("second-hand")},
    std::pair{SourceKind::Inferred, std::string_view("inferred")},
};

SourceKind kind_of(StrictElement& source)
{
    const std::string word = source.text("kind");
    for (const auto& [kind, name] : kinds)
        if (word == name)
            return kind;
    source.refuse("kind", fmt::format("'{}' is not document, seen, second-hand or inferred", word));
    return SourceKind::Inferred;
}

} // namespace

std::string_view to_string(SourceKind kind)
{
    for (const auto& [known, name] : kinds)
        if (known == kind)
            return name;
    return "inferred";
}

SourceReader::SourceReader(StrictElement& root)
{
    StrictElement list = root.child("sources");
    for (StrictElement& element : list.children("source")) {
        Source source{element.text("key"), kind_of(element), element.text("what"), element.text("where")};
        element.finish();
        if (!sources_.emplace(source.key, source).second)
            element.refuse("key", fmt::format("'{}' is there twice", source.key));
        unused_.emplace(source.key, element);
    }
    list.finish();
}

std::string SourceReader::of(StrictElement& fact)
{
    const std::string key = fact.text("source");
    if (!sources_.contains(key))
        fact.refuse("source", fmt::format("there is no source '{}'", key));
    unused_.erase(key);
    return key;
}

void SourceReader::finish()
{
    for (auto& [key, element] : unused_)
        element.refuse("key", fmt::format("no fact rests on '{}'", key));
}

} // namespace easprobe
