#include "protocol/wap/cabinet.h"

#include "protocol/engine/engine_library.h"
#include "protocol/text/printable.h"
#include "protocol/wap/cabinet_engine.h"
#include "protocol/wap/cabinet_scan.h"

#include <utility>

namespace easprobe::wap {

namespace {

constexpr std::size_t largest_written = 16UL * 1024 * 1024;

using Content = tl::expected<std::string, CabinetError>;

tl::expected<const CabinetEngine*, CabinetError> engine()
{
    static const auto function = engine_function(cabinet_engine_library, cabinet_engine_symbol);
    if (!function)
        return tl::unexpected(
            CabinetError{"not installed completely: cabinets need libgcab: " + function.error(), 0, true});
    return reinterpret_cast<decltype(&easprobe_cabinet_engine)>(*function)();
}

Content worded(Content content)
{
    if (!content)
        content.error().what = "libgcab: " + printable(content.error().what);
    return content;
}

} // namespace

bool is_cabinet(std::string_view bytes)
{
    return bytes.starts_with("MSCF");
}

tl::expected<std::string, CabinetError> write_cabinet(std::string_view name, std::string_view content)
{
    if (content.size() > largest_written)
        return tl::unexpected(CabinetError{"more than 16 MiB for one cabinet", largest_written});
    return engine().and_then([&](const CabinetEngine* gcab) { return worded(gcab->write(name, content)); });
}

tl::expected<std::string, CabinetError> read_from_cabinet(std::string_view cabinet, std::string_view name)
{
    if (const auto sound = scan_cabinet(cabinet, name); !sound)
        return tl::unexpected(sound.error());
    return engine().and_then([&](const CabinetEngine* gcab) { return worded(gcab->read(cabinet, name)); });
}

} // namespace easprobe::wap
