#pragma once

#include <memory>
#include <string>

struct curl_slist;

// What is made by libcurl, owned.

namespace easprobe::transport {

struct FreeHandle {
    void operator()(void* handle) const;
};
using CurlHandle = std::unique_ptr<void, FreeHandle>; ///< A CURL.

struct FreeMulti {
    void operator()(void* multi) const;
};
using CurlMulti = std::unique_ptr<void, FreeMulti>; ///< A CURLM.

struct FreeList {
    void operator()(curl_slist* list) const;
};
using CurlList = std::unique_ptr<curl_slist, FreeList>;

/// Null where libcurl cannot be initialised.
CurlHandle new_handle();

CurlMulti new_multi();

/// Left as it was where there is no memory for it.
void append(CurlList& list, const std::string& line);

} // namespace easprobe::transport
