#include "protocol/wbxml/encoder.h"

#include "protocol/text/base64.h"
#include "protocol/wbxml/code_pages.h"
#include "protocol/wbxml/decoder.h"
#include "protocol/wbxml/scanner.h"

#include <cstring>
#include <string_view>
#include <vector>

namespace easprobe::wbxml {

namespace {

/// What a prefix stands for, from the element at `depth` inwards.
struct Binding {
    std::string_view prefix;
    std::string_view name;
    std::optional<std::uint8_t> page; ///< None for a namespace that is no code page.
    std::size_t depth;
};

std::string path_of(pugi::xml_node node)
{
    return node.path('/');
}

void append_number(std::string& bytes, std::size_t value)
{
    char digits[10];
    std::size_t count = 0;
    do {
        digits[count] = static_cast<char>((value & 0x7fU) | (count == 0 ? 0U : 0x80U));
        value >>= 7;
        ++count;
    } while (value != 0);
    while (count > 0)
        bytes += digits[--count];
}

class TreeWriter {
  public:
    tl::expected<std::string, EncodeError> write(pugi::xml_node root);

  private:
    bool refuse(ErrorCode code, pugi::xml_node node)
    {
        fault_ = EncodeError{code, path_of(node)};
        return false;
    }
    bool open(pugi::xml_node element);
    void close(pugi::xml_node element);
    bool bind(pugi::xml_node element);
    bool accept_attribute(pugi::xml_node element, std::string_view name);
    bool open_unknown(pugi::xml_node element);
    bool write_marked(pugi::xml_node element, bool opaque, std::string_view form);
    const Binding* find_binding(std::string_view prefix) const;
    void put_tag(std::uint8_t page, std::uint8_t identity, pugi::xml_node element);
    static bool has_content(pugi::xml_node element);

    std::string bytes_;
    std::vector<Binding> bindings_;
    std::size_t depth_ = 0;
    std::uint8_t page_ = 0;
    EncodeError fault_{};
};

const Binding* TreeWriter::find_binding(std::string_view prefix) const
{
    for (auto binding = bindings_.rbegin(); binding != bindings_.rend(); ++binding)
        if (binding->prefix == prefix)
            return &*binding;
    return nullptr;
}

/// Namespace declarations are taken in; of the rest only our own marks may be there.
bool TreeWriter::bind(pugi::xml_node element)
{
    for (const pugi::xml_attribute attribute : element.attributes()) {
        const std::string_view name = attribute.name();
        if (name != "xmlns" && !name.starts_with("xmlns:"))
            continue;
        const std::string_view prefix = name.size() > 6 ? name.substr(6) : std::string_view();
        const std::string_view value = attribute.value();
        bindings_.push_back({prefix, value, find_code_page(value), depth_});
    }
    for (const pugi::xml_attribute attribute : element.attributes())
        if (!accept_attribute(element, attribute.name()))
            return refuse(ErrorCode::UnknownAttribute, element);
    return true;
}

bool TreeWriter::accept_attribute(pugi::xml_node element, std::string_view name)
{
    if (name == "xmlns" || name.starts_with("xmlns:") || name == "wbxml:opaque" || name == "wbxml:string")
        return true;
    return (name == "page" || name == "token") && std::strcmp(element.name(), "wbxml:unknown") == 0;
}

bool TreeWriter::has_content(pugi::xml_node element)
{
    if (!element.first_child().empty())
        return true;
    return !element.first_attribute().empty() &&
           (!element.attribute("wbxml:opaque").empty() || !element.attribute("wbxml:string").empty());
}

void TreeWriter::put_tag(std::uint8_t page, std::uint8_t identity, pugi::xml_node element)
{
    if (page != page_) {
        bytes_ += static_cast<char>(global::switch_page);
        bytes_ += static_cast<char>(page);
        page_ = page;
    }
    bytes_ += static_cast<char>(identity | (has_content(element) ? global::content_bit : 0));
}

bool TreeWriter::open_unknown(pugi::xml_node element)
{
    constexpr unsigned missing = 1000;
    const unsigned page = element.attribute("page").as_uint(missing);
    const unsigned token = element.attribute("token").as_uint(missing);
    if (page > 255 || token < global::first_identity || token > global::identity_mask)
        return refuse(ErrorCode::BadUnknownToken, element);
    put_tag(static_cast<std::uint8_t>(page), static_cast<std::uint8_t>(token), element);
    return true;
}

bool TreeWriter::write_marked(pugi::xml_node element, bool opaque, std::string_view form)
{
    const auto content = content_of(element);
    if (!content)
        return refuse(ErrorCode::BadBase64, element);
    if (!element.find_child([](pugi::xml_node child) { return child.type() == pugi::node_element; }).empty())
        return refuse(ErrorCode::MixedContent, element);
    if (opaque) {
        bytes_ += static_cast<char>(global::opaque);
        append_number(bytes_, content->size());
        bytes_ += *content;
        return true;
    }
    if (form == "base64" && content->find('\0') != std::string::npos)
        return refuse(ErrorCode::NulInString, element);
    bytes_ += static_cast<char>(global::str_i);
    bytes_ += *content;
    bytes_ += '\0';
    return true;
}

bool TreeWriter::open(pugi::xml_node element)
{
    if (depth_ >= Limits{}.depth)
        return refuse(ErrorCode::TooDeep, element);
    if (!element.first_attribute().empty() && !bind(element))
        return false;
    const std::string_view name = element.name();
    const std::size_t colon = name.find(':');
    const std::string_view prefix =
        colon == std::string_view::npos ? std::string_view() : name.substr(0, colon);
    const std::string_view tag = colon == std::string_view::npos ? name : name.substr(colon + 1);
    const Binding* binding = find_binding(prefix);
    if (binding != nullptr && binding->name == wbxml_namespace && tag == "unknown")
        return open_unknown(element);
    if (binding == nullptr || !binding->page)
        return refuse(ErrorCode::UnknownNamespace, element);
    const Token* token = find_token(*binding->page, tag);
    if (token == nullptr)
        return refuse(ErrorCode::UnknownTag, element);
    put_tag(token->page, token->code, element);
    return true;
}

void TreeWriter::close(pugi::xml_node element)
{
    if (has_content(element))
        bytes_ += static_cast<char>(global::end);
    while (!bindings_.empty() && bindings_.back().depth == depth_)
        bindings_.pop_back();
}

tl::expected<std::string, EncodeError> TreeWriter::write(pugi::xml_node root)
{
    constexpr std::size_t usual_size =
        16UL * 1024; // Requests are smaller; an answer grows from there a few times.
    bytes_.reserve(usual_size);
    bytes_.assign("\x03\x01\x6A\x00", 4);
    if (root.empty())
        return tl::unexpected(EncodeError{ErrorCode::NoRoot, "/"});
    pugi::xml_node node = root;
    while (true) {
        bool descend = false;
        if (node.type() == pugi::node_element) {
            if (!open(node))
                return tl::unexpected(fault_);
            const bool plain = node.first_attribute().empty();
            const pugi::xml_attribute opaque = plain ? pugi::xml_attribute() : node.attribute("wbxml:opaque");
            const pugi::xml_attribute string = plain ? pugi::xml_attribute() : node.attribute("wbxml:string");
            if (!opaque.empty() || !string.empty()) {
                if (!write_marked(node, !opaque.empty(), opaque.empty() ? string.value() : opaque.value()))
                    return tl::unexpected(fault_);
            } else {
                descend = !node.first_child().empty();
            }
        } else if (node.type() == pugi::node_pcdata || node.type() == pugi::node_cdata) {
            const std::string_view text = node.value();
            bytes_ += static_cast<char>(global::str_i);
            bytes_.append(text.data(), text.size() + 1); // With the zero that ends it here and there alike.
        }
        if (descend) {
            node = node.first_child();
            ++depth_;
            continue;
        }
        if (node.type() == pugi::node_element)
            close(node);
        while (node != root && node.next_sibling().empty()) {
            node = node.parent();
            --depth_;
            close(node);
        }
        if (node == root)
            return std::move(bytes_);
        node = node.next_sibling();
    }
}

} // namespace

std::optional<std::string> content_of(pugi::xml_node element)
{
    std::string text;
    for (const pugi::xml_node child : element.children())
        if (child.type() == pugi::node_pcdata || child.type() == pugi::node_cdata)
            text += child.value();
    if (element.first_attribute().empty())
        return text;
    for (const char* mark : {"wbxml:opaque", "wbxml:string"})
        if (std::strcmp(element.attribute(mark).value(), "base64") == 0)
            return base64_decode(text);
    return text;
}

tl::expected<std::string, EncodeError> encode(const pugi::xml_document& document)
{
    return TreeWriter().write(document.document_element());
}

} // namespace easprobe::wbxml
