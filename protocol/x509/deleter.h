#pragma once

namespace easprobe::x509 {

/// For a std::unique_ptr to one of OpenSSL's objects: the function that frees it.
template <auto Free>
struct Deleter {
    template <typename T>
    void operator()(T* object) const
    {
        Free(object);
    }
};

} // namespace easprobe::x509
