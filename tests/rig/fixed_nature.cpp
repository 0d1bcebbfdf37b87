#define OPENSSL_SUPPRESS_DEPRECATED // There is no other way into what OpenSSL leaves to chance.

#include "tests/rig/fixed_nature.h"

#include <atomic>
#include <openssl/rand.h>

namespace easprobe::rig {

namespace {

std::atomic<unsigned> lives{0};   ///< Counts FixedChanceOfServers.
std::atomic<unsigned> threads{0}; ///< That have asked in this life.

int same_bytes(unsigned char* out, int count)
{
    thread_local unsigned life = 0;
    thread_local std::mt19937 numbers;
    if (life != lives) {
        life = lives;
        numbers.seed(++threads);
    }
    for (int i = 0; i < count; ++i)
        out[i] = static_cast<unsigned char>(numbers());
    return 1;
}

const RAND_METHOD same_each_time = {.seed = nullptr,
                                    .bytes = same_bytes,
                                    .cleanup = nullptr,
                                    .add = nullptr,
                                    .pseudorand = same_bytes,
                                    .status = [] { return 1; }};

} // namespace

FixedChanceOfServers::FixedChanceOfServers()
{
    threads = 0;
    ++lives;
    RAND_set_rand_method(&same_each_time);
}

FixedChanceOfServers::~FixedChanceOfServers()
{
    RAND_set_rand_method(RAND_OpenSSL());
}

} // namespace easprobe::rig
