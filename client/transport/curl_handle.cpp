#include "client/transport/curl_handle.h"

#include <curl/curl.h>

namespace easprobe::transport {

void FreeHandle::operator()(void* handle) const
{
    curl_easy_cleanup(handle);
}

void FreeMulti::operator()(void* multi) const
{
    curl_multi_cleanup(multi);
}

void FreeList::operator()(curl_slist* list) const
{
    curl_slist_free_all(list);
}

namespace {

bool is_initialised()
{
    static const CURLcode initialised = curl_global_init(CURL_GLOBAL_DEFAULT);
    return initialised == CURLE_OK;
}

} // namespace

CurlHandle new_handle()
{
    return CurlHandle(is_initialised() ? curl_easy_init() : nullptr);
}

CurlMulti new_multi()
{
    return CurlMulti(is_initialised() ? curl_multi_init() : nullptr);
}

void append(CurlList& list, const std::string& line)
{
    curl_slist* longer = curl_slist_append(list.get(), line.c_str());
    if (longer != nullptr) {
        static_cast<void>(list.release());
        list.reset(longer);
    }
}

} // namespace easprobe::transport
