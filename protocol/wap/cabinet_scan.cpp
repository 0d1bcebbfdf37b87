#include "protocol/wap/cabinet_scan.h"

#include "protocol/text/ascii.h"
#include "protocol/text/printable.h"

#include <cstdint>
#include <fmt/format.h>
#include <utility>
#include <vector>

namespace easprobe::wap {

namespace {

constexpr std::size_t largest_cabinet = 4UL * 1024 * 1024;
constexpr std::size_t largest_content = 4UL * 1024 * 1024;
constexpr std::size_t most_folders = 16;
constexpr std::size_t most_files = 64;
constexpr std::size_t longest_name = 255;                          // MS-CAB 2.3, szName, without its end.
constexpr std::size_t largest_block = 32768;                       // MS-CAB 2.4, cbUncomp.
constexpr std::size_t largest_packed_block = largest_block + 6144; // cbData.

// MS-CAB 2.1, flags.
constexpr unsigned has_previous = 0x0001;
constexpr unsigned has_next = 0x0002;
constexpr unsigned has_reserved = 0x0004;

// MS-CAB 2.2, typeCompress.
constexpr unsigned compression_mask = 0x000F;
constexpr unsigned stored = 0;
constexpr unsigned mszip = 1;

/// Thrown inside of this file alone.
struct Refused {
    CabinetError error;
};

[[noreturn]] void refuse(std::string what, std::size_t offset)
{
    throw Refused{{std::move(what), offset}};
}

/// Little-endian numbers front to back; what ends too early is refused.
class Cursor {
  public:
    Cursor(std::string_view bytes, std::size_t at) : bytes_(bytes), at_(at)
    {
        if (at > bytes.size())
            refuse("points beyond its end", bytes.size());
    }

    std::size_t at() const { return at_; }
    unsigned u1() { return static_cast<unsigned char>(take(1).front()); }
    unsigned u2()
    {
        const unsigned low = u1();
        return low | u1() << 8U;
    }
    std::size_t u4()
    {
        const std::size_t low = u2();
        return low | std::size_t{u2()} << 16U;
    }
    void skip(std::size_t count) { take(count); }

    std::string_view name()
    {
        const auto end = bytes_.substr(0, at_ + longest_name + 1).find('\0', at_);
        if (end == std::string_view::npos)
            refuse("has a file whose name has no end", at_);
        const std::string_view text = bytes_.substr(at_, end - at_);
        at_ = end + 1;
        return text;
    }

  private:
    std::string_view take(std::size_t count)
    {
        if (bytes_.size() - at_ < count)
            refuse("is cut short", bytes_.size());
        at_ += count;
        return bytes_.substr(at_ - count, count);
    }

    std::string_view bytes_;
    std::size_t at_;
};

struct Header {
    std::size_t first_file = 0; ///< Offset of the first CFFILE.
    std::size_t folders = 0;
    std::size_t files = 0;
    std::size_t reserved_per_folder = 0;
    std::size_t reserved_per_block = 0;
};

Header read_header(Cursor& in, std::size_t size)
{
    constexpr std::size_t signature_and_reserved = 8;
    in.skip(signature_and_reserved);
    if (in.u4() > size)
        refuse("is cut short", size);
    in.skip(4);
    Header header;
    header.first_file = in.u4();
    constexpr std::size_t reserved_and_version = 6;
    in.skip(reserved_and_version);
    header.folders = in.u2();
    header.files = in.u2();
    if (header.folders > most_folders || header.files > most_files)
        refuse(fmt::format("has more than {} folders or {} files", most_folders, most_files), in.at() - 4);
    const unsigned flags = in.u2();
    if ((flags & (has_previous | has_next)) != 0)
        refuse("is one of a set of cabinets", in.at() - 2);
    constexpr std::size_t set_and_number = 4;
    in.skip(set_and_number);
    if ((flags & has_reserved) != 0) {
        const std::size_t reserved = in.u2();
        header.reserved_per_folder = in.u1();
        header.reserved_per_block = in.u1();
        in.skip(reserved);
    }
    return header;
}

/// Goes over the data blocks of one folder (MS-CAB 2.4).
/// @return How many bytes it has once unpacked.
std::size_t scan_folder(std::string_view cabinet, Cursor& in, const Header& header)
{
    Cursor block(cabinet, in.u4());
    const unsigned blocks = in.u2();
    const unsigned compression = in.u2() & compression_mask;
    if (compression != stored && compression != mszip)
        refuse(fmt::format("has a folder compressed with {}; stored and MSZIP ones are read",
                           compression == 2   ? "Quantum"
                           : compression == 3 ? "LZX"
                                              : "an unknown method"),
               in.at() - 2);
    in.skip(header.reserved_per_folder);
    std::size_t content = 0;
    for (unsigned i = 0; i < blocks; ++i) {
        block.skip(4); // The checksum: the library's to compare.
        const std::size_t packed = block.u2();
        const std::size_t unpacked = block.u2();
        const std::size_t mark = compression == mszip ? 2 : 0;
        if (unpacked == 0 || unpacked > largest_block || packed < mark + 1 || packed > largest_packed_block ||
            (compression == stored && packed != unpacked))
            refuse("has a data block of impossible size", block.at() - 4);
        block.skip(header.reserved_per_block);
        block.skip(packed);
        content += unpacked;
        if (content > largest_content)
            refuse(fmt::format("has more than {} bytes once unpacked", largest_content), block.at());
    }
    return content;
}

void scan(std::string_view cabinet, std::string_view wanted)
{
    if (cabinet.size() > largest_cabinet)
        refuse("is larger than 4 MiB", largest_cabinet);
    if (!is_cabinet(cabinet))
        refuse("does not begin with MSCF", 0);
    Cursor in(cabinet, 0);
    const Header header = read_header(in, cabinet.size());
    std::vector<std::size_t> sizes;
    for (std::size_t i = 0; i < header.folders; ++i)
        sizes.push_back(scan_folder(cabinet, in, header));

    Cursor file(cabinet, header.first_file);
    std::vector<std::string> names;
    bool found = false;
    for (std::size_t i = 0; i < header.files; ++i) {
        const std::size_t begin = file.at();
        const std::size_t size = file.u4();
        const std::size_t offset = file.u4();
        const std::size_t folder = file.u2();
        constexpr std::size_t date_time_and_attributes = 6;
        file.skip(date_time_and_attributes);
        const std::string_view name = file.name();
        if (folder >= sizes.size() || offset + size > sizes[folder])
            refuse(fmt::format("has a file '{}' that is not inside of a folder", printable(name)), begin);
        // The library goes over every entry, so none behind the wanted one may be passed over here.
        if (equal_ignoring_case(name, wanted) && std::exchange(found, true))
            refuse(fmt::format("has two files '{}'", printable(name)), begin);
        names.push_back(printable(name));
    }
    if (!found)
        refuse(fmt::format("has no file '{}'; there are: {}", wanted, fmt::join(names, ", ")),
               header.first_file);
}

} // namespace

tl::expected<void, CabinetError> scan_cabinet(std::string_view cabinet, std::string_view name)
try {
    scan(cabinet, name);
    return {};
} catch (const Refused& refused) {
    return tl::unexpected(CabinetError{"the cabinet " + refused.error.what, refused.error.offset});
}

} // namespace easprobe::wap
