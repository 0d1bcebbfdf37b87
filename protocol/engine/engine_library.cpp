#include "protocol/engine/engine_library.h"

#include "protocol/text/printable.h"

#include <dlfcn.h>

namespace easprobe {

tl::expected<void*, std::string> engine_function(const char* library, const char* function)
{
    void* const engine = dlopen(library, RTLD_NOW | RTLD_LOCAL);
    void* const address = engine == nullptr ? nullptr : dlsym(engine, function);
    if (address != nullptr)
        return address;
    const char* const why = dlerror();
    return tl::unexpected(why == nullptr ? "it cannot be loaded" : printable(why));
}

} // namespace easprobe
