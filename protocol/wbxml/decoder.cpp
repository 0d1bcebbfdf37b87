#include "protocol/wbxml/decoder.h"

#include "protocol/text/base64.h"
#include "protocol/text/utf8.h"
#include "protocol/wbxml/code_pages.h"
#include "protocol/wbxml/scanner.h"

#include <algorithm>
#include <bitset>
#include <fmt/format.h>
#include <string>

namespace easprobe::wbxml {

namespace {

/// The element's content is of a kind that leaves no room for elements beside it.
bool is_marked(pugi::xml_node element)
{
    return !element.first_attribute().empty() &&
           (!element.attribute("wbxml:opaque").empty() || !element.attribute("wbxml:string").empty());
}

/// Builds the tree from the pieces. Each call answers whether the document may go on.
class TreeBuilder {
  public:
    TreeBuilder(Decoded& decoded, const Limits& limits) : decoded_(decoded), limits_(limits) {}

    bool take(const Piece& piece);

    bool root_closed() const { return !root_.empty() && depth_ == 0; }
    bool has_root() const { return !root_.empty(); }
    ErrorCode fault() const { return fault_; }

  private:
    enum class Content { None, String, Opaque };

    bool refuse(ErrorCode code)
    {
        fault_ = code;
        return false;
    }
    bool open(const Piece& piece);
    bool close();
    bool add_content(const Piece& piece);
    bool flush();
    void declare(std::uint8_t page);
    void mark(const char* attribute, const char* value);
    pugi::xml_node append_unknown(const Piece& piece);

    Decoded& decoded_;
    const Limits& limits_;
    ErrorCode fault_{};

    pugi::xml_node root_;
    pugi::xml_node current_;
    std::uint8_t root_page_ = 0;
    std::size_t depth_ = 0;
    std::size_t elements_ = 0;
    std::size_t text_bytes_ = 0;
    std::size_t table_text_bytes_ = 0;
    std::bitset<256> declared_;
    bool marked_ = false;

    // Content of the current element that is not in the tree yet: strings and opaques in a row are one value.
    Content pending_ = Content::None;
    std::string_view pending_bytes_;
    std::string joined_;
    bool is_joined_ = false;
};

bool TreeBuilder::take(const Piece& piece)
{
    switch (piece.kind) {
    case Piece::Kind::SwitchPage:
        return true;
    case Piece::Kind::End:
        return close();
    case Piece::Kind::Tag:
        return open(piece);
    default:
        return add_content(piece);
    }
}

void TreeBuilder::declare(std::uint8_t page)
{
    declared_.set(page);
    root_.append_attribute(code_page(page).prefix_attribute).set_value(code_page(page).name);
}

void TreeBuilder::mark(const char* attribute, const char* value)
{
    if (!marked_) {
        root_.append_attribute("xmlns:wbxml").set_value(wbxml_namespace);
        marked_ = true;
    }
    current_.append_attribute(attribute).set_value(value);
}

pugi::xml_node TreeBuilder::append_unknown(const Piece& piece)
{
    const bool seen = std::any_of(decoded_.unknown_tokens.begin(), decoded_.unknown_tokens.end(),
                                  [&](const UnknownToken& unknown) {
                                      return unknown.page == piece.page && unknown.token == piece.identity;
                                  });
    if (!seen)
        decoded_.unknown_tokens.push_back({piece.page, piece.identity, piece.offset});
    pugi::xml_node node = current_.append_child("wbxml:unknown");
    node.append_attribute("page").set_value(static_cast<unsigned>(piece.page));
    node.append_attribute("token").set_value(fmt::format("0x{:02X}", piece.identity).c_str());
    return node;
}

bool TreeBuilder::open(const Piece& piece)
{
    if (root_closed())
        return refuse(ErrorCode::BytesAfterRoot);
    if (pending_ != Content::None && !flush())
        return false;
    if (is_marked(current_))
        return refuse(ErrorCode::MixedContent);
    if (depth_ >= limits_.depth)
        return refuse(ErrorCode::TooDeep);
    if (++elements_ > limits_.elements)
        return refuse(ErrorCode::TooManyElements);

    const Token* token = find_token(piece.page, piece.identity);
    pugi::xml_node node;
    if (root_.empty()) {
        current_ = decoded_.document;
        root_page_ = piece.page;
        node = token != nullptr ? current_.append_child(token->tag) : append_unknown(piece);
        root_ = node;
        if (piece.page < code_page_count)
            root_.append_attribute("xmlns").set_value(code_page(piece.page).name);
    } else if (token == nullptr) {
        node = append_unknown(piece);
    } else if (piece.page == root_page_) {
        node = current_.append_child(token->tag);
    } else {
        if (!declared_.test(piece.page))
            declare(piece.page);
        node = current_.append_child(token->qualified_tag);
    }
    if (token == nullptr && !marked_) {
        root_.append_attribute("xmlns:wbxml").set_value(wbxml_namespace);
        marked_ = true;
    }
    if (piece.has_content) {
        current_ = node;
        ++depth_;
    } else if (depth_ == 0) {
        current_ = decoded_.document;
    }
    return true;
}

bool TreeBuilder::close()
{
    if (depth_ == 0)
        return refuse(root_.empty() ? ErrorCode::EndWithoutElement : ErrorCode::BytesAfterRoot);
    if (pending_ != Content::None && !flush())
        return false;
    current_ = current_.parent();
    --depth_;
    return true;
}

bool TreeBuilder::add_content(const Piece& piece)
{
    if (depth_ == 0)
        return refuse(root_.empty() ? ErrorCode::TextOutsideRoot : ErrorCode::BytesAfterRoot);
    text_bytes_ += piece.bytes.size();
    if (text_bytes_ > limits_.text_bytes)
        return refuse(ErrorCode::TooMuchText);
    if (piece.kind == Piece::Kind::TableString) {
        table_text_bytes_ += piece.bytes.size();
        if (table_text_bytes_ > limits_.table_text_bytes)
            return refuse(ErrorCode::TooMuchTableText);
    }
    const bool opaque = piece.kind == Piece::Kind::Opaque;
    if (pending_ == Content::None) {
        pending_ = opaque ? Content::Opaque : Content::String;
        pending_bytes_ = piece.bytes;
        is_joined_ = false;
        return true;
    }
    if (!is_joined_) {
        joined_.assign(pending_bytes_);
        is_joined_ = true;
    }
    joined_.append(piece.bytes);
    if (opaque)
        pending_ = Content::Opaque;
    return true;
}

bool TreeBuilder::flush()
{
    const std::string_view bytes = is_joined_ ? std::string_view(joined_) : pending_bytes_;
    const bool opaque = pending_ == Content::Opaque;
    const bool is_text = is_xml_text(bytes);
    pending_ = Content::None;
    const bool plain = !opaque && is_text && !bytes.empty();
    if (!plain && !current_.first_child().empty())
        return refuse(ErrorCode::MixedContent);
    if (opaque)
        mark("wbxml:opaque", is_text ? "text" : "base64");
    else if (!is_text)
        mark("wbxml:string", "base64");
    else if (bytes.empty())
        mark("wbxml:string", "empty");
    if (bytes.empty())
        return true;
    pugi::xml_node text = current_.append_child(pugi::node_pcdata);
    if (is_text)
        text.set_value(bytes.data(), bytes.size());
    else
        text.set_value(base64_encode(bytes).c_str());
    return true;
}

} // namespace

tl::expected<Decoded, Error> decode(std::string_view bytes, const Limits& limits)
{
    if (bytes.size() > limits.document_bytes)
        return tl::unexpected(Error{ErrorCode::DocumentTooLarge, limits.document_bytes});
    Scanner scanner(bytes);
    const auto header = scanner.header();
    if (!header)
        return tl::unexpected(header.error());

    tl::expected<Decoded, Error> decoded;
    TreeBuilder builder(*decoded, limits);
    while (!scanner.at_end()) {
        const std::size_t offset = scanner.offset();
        if (builder.root_closed())
            return tl::unexpected(Error{ErrorCode::BytesAfterRoot, offset});
        const auto piece = scanner.next();
        if (!piece)
            return tl::unexpected(piece.error());
        if (!builder.take(*piece))
            return tl::unexpected(Error{builder.fault(), offset});
    }
    if (!builder.has_root())
        return tl::unexpected(Error{ErrorCode::NoRoot, scanner.offset()});
    if (!builder.root_closed())
        return tl::unexpected(Error{ErrorCode::EndsEarly, scanner.offset()});
    return decoded;
}

} // namespace easprobe::wbxml
