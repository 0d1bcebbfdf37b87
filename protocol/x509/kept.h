#pragma once

#include <algorithm>
#include <deque>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace easprobe::x509 {

/// What the last bytes asked about were found to be. The same few certificates and keys are asked about again
/// and again in a run, and OpenSSL takes a third of a millisecond to decode one. At most 64 answers are kept;
/// may be used from several threads.
template <typename Value>
class Kept {
  public:
    std::optional<Value> find(std::string_view bytes)
    {
        const std::lock_guard lock(mutex_);
        const auto found = std::ranges::find(entries_, bytes, &Entry::bytes);
        return found == entries_.end() ? std::nullopt : std::optional(found->value);
    }

    void keep(std::string_view bytes, Value value)
    {
        constexpr std::size_t most = 64;
        const std::lock_guard lock(mutex_);
        entries_.push_front({std::string(bytes), std::move(value)});
        if (entries_.size() > most)
            entries_.pop_back();
    }

  private:
    struct Entry {
        std::string bytes;
        Value value;
    };
    std::mutex mutex_;
    std::deque<Entry> entries_;
};

} // namespace easprobe::x509
