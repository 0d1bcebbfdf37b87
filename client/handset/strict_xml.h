#pragma once

#include "client/handset/profile_error.h"
#include "protocol/x509/certificate.h"

#include <optional>
#include <pugixml.hpp>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace easprobe {

class StrictDocument;

/// An element of a data file, of which everything must be asked for: what is missing, malformed or never
/// asked for is a fault of the file. After the first fault every answer is a default, so a reader need not
/// look after each step; it asks the document at the end.
class StrictElement {
  public:
    StrictElement(StrictDocument& document, pugi::xml_node node) : document_(&document), node_(node) {}

    /// Whether the attribute is there; asking refuses nothing.
    bool has(const char* attribute) const { return !node_.attribute(attribute).empty(); }
    /// An attribute that must be there and not be empty.
    std::string text(const char* attribute);
    /// The same, divided at white space; at least one word, none twice.
    std::vector<std::string> words(const char* attribute);
    long number(const char* attribute, long lowest, long highest);
    bool yes_no(const char* attribute);
    x509::Time time(const char* attribute);

    /// The one child of that name.
    StrictElement child(const char* name);
    /// Its children of that name, at least one.
    std::vector<StrictElement> children(const char* name);

    /// The same, and there may be none.
    std::vector<StrictElement> children_if_any(const char* name);

    /// The text inside, which is all that is inside, white space around it left out; not empty.
    std::string content();

    /// Refuses an attribute, child or text that was not asked for.
    void finish();

    /// Notes a fault of an attribute, or with an empty name of the element.
    void refuse(std::string_view attribute, const std::string& what);

  private:
    StrictDocument* document_;
    pugi::xml_node node_;
    std::set<std::string, std::less<>> asked_;
};

/// A data file and the first fault found in it.
class StrictDocument {
  public:
    /// @param name What errors call the file. At most 1 MiB of content is taken.
    StrictDocument(std::string_view content, std::string name);

    /// The document element, which must have that name and default namespace.
    StrictElement root(const char* name, const char* xml_namespace);

    const std::optional<ProfileError>& fault() const { return fault_; }

  private:
    friend class StrictElement;
    void refuse(pugi::xml_node node, std::string_view attribute, const std::string& what);
    int line_of(pugi::xml_node node, std::string_view attribute) const;

    std::string_view content_;
    std::string name_;
    pugi::xml_document document_;
    std::optional<ProfileError> fault_;
};

} // namespace easprobe
