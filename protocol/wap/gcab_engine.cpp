#include "protocol/wap/cabinet_engine.h"

#include <libgcab.h>
#include <memory>

namespace easprobe::wap {

namespace {

/// Objects of GLib are counted; each of these holds one count.
struct Unref {
    template <typename Object>
    void operator()(Object* object) const
    {
        g_object_unref(object);
    }
    void operator()(GBytes* bytes) const { g_bytes_unref(bytes); }
    void operator()(GDateTime* time) const { g_date_time_unref(time); }
    void operator()(GError* error) const { g_error_free(error); }
};
template <typename Object>
using Held = std::unique_ptr<Object, Unref>;

template <typename Object>
Held<Object> held(Object* object)
{
    return Held<Object>(object);
}

/// libgcab prints what it thinks of broken data besides saying it in its errors; nobody needs it twice.
class Quiet {
  public:
    Quiet() : handler_(g_log_set_handler("gcab", G_LOG_LEVEL_MASK, ignore, nullptr)) {}
    ~Quiet() { g_log_remove_handler("gcab", handler_); }
    Quiet(const Quiet&) = delete;
    Quiet& operator=(const Quiet&) = delete;

  private:
    static void ignore(const gchar* /*domain*/, GLogLevelFlags /*level*/, const gchar* /*message*/,
                       gpointer /*data*/)
    {}
    guint handler_;
};

tl::unexpected<CabinetError> failure(GError* error)
{
    const Held<GError> owner(error);
    return tl::unexpected(CabinetError{error != nullptr ? error->message : "unknown error", 0});
}

std::string content_of(GBytes* bytes)
{
    gsize size = 0;
    const void* data = g_bytes_get_data(bytes, &size);
    return size == 0 ? std::string() : std::string(static_cast<const char*>(data), size);
}

gboolean has_name(GCabFile* file, gpointer name)
{
    const std::string_view stored = gcab_file_get_name(file);
    const auto& wanted = *static_cast<const std::string_view*>(name);
    return stored.size() == wanted.size() &&
                   g_ascii_strncasecmp(stored.data(), wanted.data(), wanted.size()) == 0
               ? TRUE
               : FALSE;
}

/// The first file by that name that has been unpacked.
tl::expected<std::string, CabinetError> unpacked(GCabCabinet* cabinet, std::string_view name)
{
    const GPtrArray* folders = gcab_cabinet_get_folders(cabinet);
    for (guint i = 0; folders != nullptr && i < folders->len; ++i) {
        auto* folder = static_cast<GCabFolder*>(g_ptr_array_index(folders, i));
        const std::unique_ptr<GSList, decltype(&g_slist_free)> files(gcab_folder_get_files(folder),
                                                                     g_slist_free);
        for (const GSList* at = files.get(); at != nullptr; at = at->next) {
            auto* file = static_cast<GCabFile*>(at->data);
            GBytes* bytes = has_name(file, &name) == TRUE ? gcab_file_get_bytes(file) : nullptr;
            if (bytes != nullptr)
                return content_of(bytes);
        }
    }
    return tl::unexpected(CabinetError{"the file was not unpacked", 0});
}

tl::expected<std::string, CabinetError> write(std::string_view name, std::string_view content)
{
    const auto bytes = held(g_bytes_new(content.data(), content.size()));
    const auto file = held(gcab_file_new_with_bytes(std::string(name).c_str(), bytes.get()));
    // The date is part of the cabinet: a fixed one makes the same cabinet of the same document.
    const auto date = held(g_date_time_new_utc(2008, 1, 1, 0, 0, 0));
    gcab_file_set_date_time(file.get(), date.get());
    gcab_file_set_attributes(file.get(), GCAB_FILE_ATTRIBUTE_ARCH);
    const auto folder = held(gcab_folder_new(GCAB_COMPRESSION_NONE));
    const auto cabinet = held(gcab_cabinet_new());
    const auto stream = held(g_memory_output_stream_new_resizable());
    GError* error = nullptr;
    if (gcab_folder_add_file(folder.get(), file.get(), FALSE, nullptr, &error) == FALSE ||
        gcab_cabinet_add_folder(cabinet.get(), folder.get(), &error) == FALSE ||
        gcab_cabinet_write_simple(cabinet.get(), stream.get(), nullptr, nullptr, nullptr, &error) == FALSE ||
        g_output_stream_close(stream.get(), nullptr, &error) == FALSE)
        return failure(error);
    return content_of(
        held(g_memory_output_stream_steal_as_bytes(G_MEMORY_OUTPUT_STREAM(stream.get()))).get());
}

tl::expected<std::string, CabinetError> read(std::string_view cabinet_bytes, std::string_view name)
{
    const Quiet quiet;
    const auto bytes = held(g_bytes_new(cabinet_bytes.data(), cabinet_bytes.size()));
    const auto stream = held(g_memory_input_stream_new_from_bytes(bytes.get()));
    const auto cabinet = held(gcab_cabinet_new());
    GError* error = nullptr;
    // Without a folder to unpack into, the content stays with the file in memory.
    if (gcab_cabinet_load(cabinet.get(), stream.get(), nullptr, &error) == FALSE ||
        gcab_cabinet_extract_simple(cabinet.get(), nullptr, has_name, &name, nullptr, &error) == FALSE)
        return failure(error);
    return unpacked(cabinet.get(), name);
}

} // namespace

extern "C" const CabinetEngine* easprobe_cabinet_engine()
{
    static constexpr CabinetEngine engine{write, read};
    return &engine;
}

} // namespace easprobe::wap
