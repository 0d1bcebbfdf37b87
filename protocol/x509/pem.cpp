#include "protocol/x509/pem.h"

#include "protocol/text/base64.h"
#include "protocol/text/printable.h"

#include <fmt/format.h>
#include <utility>

namespace easprobe::x509 {

namespace {

constexpr std::string_view begin_mark = "-----BEGIN ";
constexpr std::string_view dashes = "-----";
constexpr std::size_t most_blocks = 1000;
constexpr std::size_t longest_label = 100;

} // namespace

bool has_pem_block(std::string_view text)
{
    return text.find(begin_mark) != std::string_view::npos;
}

tl::expected<std::vector<PemBlock>, CertificateError> pem_blocks(std::string_view text)
{
    std::vector<PemBlock> blocks;
    std::size_t at = 0;
    while ((at = text.find(begin_mark, at)) != std::string_view::npos) {
        const std::size_t label_begin = at + begin_mark.size();
        const std::size_t label_size = text.substr(label_begin, longest_label).find(dashes);
        if (label_size == std::string_view::npos)
            return tl::unexpected(CertificateError{"a PEM header without its end", at});
        const std::string_view label = text.substr(label_begin, label_size);
        const std::size_t body = label_begin + label_size + dashes.size();
        const std::string end_mark = fmt::format("-----END {}-----", label);
        const std::size_t end = text.find(end_mark, body);
        if (end == std::string_view::npos)
            return tl::unexpected(
                CertificateError{fmt::format("a PEM block without its end: there is no '-----END {}-----'",
                                             printable(label, 60)),
                                 at});
        if (blocks.size() == most_blocks)
            return tl::unexpected(CertificateError{fmt::format("more than {} PEM blocks", most_blocks), at});
        blocks.push_back(
            {label, text.substr(body, end - body), text.substr(at, end + end_mark.size() - at), at});
        at = end + end_mark.size();
    }
    return blocks;
}

tl::expected<std::string, CertificateError> bytes_of(const PemBlock& block)
{
    auto bytes = base64_decode(block.body);
    if (!bytes)
        return tl::unexpected(CertificateError{"a PEM block that is not base64", block.offset});
    return std::move(*bytes);
}

} // namespace easprobe::x509
