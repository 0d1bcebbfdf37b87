#include "protocol/x509/error_mark.h"

#include <openssl/err.h>

namespace easprobe::x509 {

ErrorMark::ErrorMark()
{
    ERR_set_mark();
}

ErrorMark::~ErrorMark()
{
    ERR_pop_to_mark();
}

} // namespace easprobe::x509
