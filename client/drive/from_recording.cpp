#include "client/drive/from_recording.h"

#include "client/evidence/redaction.h"

#include <fmt/format.h>
#include <utility>

namespace easprobe::drive {

namespace {

/// The time of the recording, which stands still, and no chance at all.
class OfRecording final : public TimeAndChance {
  public:
    explicit OfRecording(const Evidence& recorded) : started_(recorded.started) {}

    std::chrono::sys_time<Milliseconds> now() override { return started_; }
    std::chrono::steady_clock::time_point steady() override { return {}; }
    std::uint32_t random() override { return 0; }

  private:
    std::chrono::sys_time<Milliseconds> started_;
};

std::string in_words(const Exchange& exchange)
{
    return fmt::format("{} {} ({} bytes{}{})", exchange.request.method, exchange.url,
                       exchange.request.body.size(), recorded_name(exchange).empty() ? "" : ", ",
                       recorded_name(exchange));
}

bool are_same(const Exchange& one, const Exchange& other)
{
    return one.request.method == other.request.method && one.url == other.url &&
           one.request.body == other.request.body && one.purpose == other.purpose &&
           recorded_name(one) == recorded_name(other);
}

std::string in_words(const std::string& name, const tls::ClientHello& hello)
{
    return fmt::format("the hello \"{}\" ({} bytes)", name, tls::encode(hello).size());
}

/// But for the random, which is another each time.
bool are_same(tls::ClientHello one, const tls::ClientHello& other)
{
    one.random = other.random;
    return tls::encode(one) == tls::encode(other);
}

/// Enough for a run to come to its end soon.
constexpr std::string_view left = "this is not in the recording";

} // namespace

void FromRecording::complain(const std::string& asked, const std::string& recorded)
{
    if (!fault_)
        fault_ = fmt::format("{} was asked for where the recording has {}", asked, recorded);
}

std::optional<std::string> FromRecording::fault_at_end() const
{
    if (fault_)
        return fault_;
    if (exchanges_ < recorded_.exchanges.size())
        return fmt::format("nothing more was asked for where the recording has {}",
                           in_words(recorded_.exchanges[exchanges_]));
    if (hellos_ < recorded_.hellos.size())
        return fmt::format("no more hello was asked for where the recording has {}",
                           in_words(recorded_.hellos[hellos_].name, recorded_.hellos[hellos_].hello));
    return std::nullopt;
}

const Connection& FromRecording::connection() const
{
    if (recorded_.discovery)
        for (const DiscoveryStep& step : recorded_.discovery->steps)
            if (hellos_ == 0 && step.exchange == static_cast<int>(exchanges_))
                return step.connection;
    return recorded_.connection;
}

HelloProbe FromRecording::hello(const AskHello& ask)
{
    const std::size_t next = hellos_++;
    const bool there = next < recorded_.hellos.size();
    if (!fault_ && there && recorded_.hellos[next].name == ask.name &&
        are_same(ask.hello, recorded_.hellos[next].hello))
        return recorded_.hellos[next];
    complain(in_words(ask.name, ask.hello),
             there ? in_words(recorded_.hellos[next].name, recorded_.hellos[next].hello)
                   : std::string("no more hello"));
    return unasked(ask, {TransportFailure::Kind::Interrupted, std::string(left), {}});
}

Exchange FromRecording::exchange(const transport::Sending& sending)
{
    OfRecording nature(recorded_);
    Exchange asked = begin_exchange(sending, nature);
    interpret(asked);
    redact(asked);
    const std::size_t next = exchanges_++;
    const bool there = next < recorded_.exchanges.size();
    if (!fault_ && there && are_same(asked, recorded_.exchanges[next]))
        return recorded_.exchanges[next];
    complain(in_words(asked), there ? in_words(recorded_.exchanges[next]) : std::string("no more exchange"));
    asked.ended = TransportFailure{TransportFailure::Kind::Interrupted, std::string(left), {}};
    return asked;
}

tl::expected<Evidence, std::string> driven_again(const Evidence& recorded, const HandsetProfile& profile,
                                                 Wishes wishes)
{
    OfRecording nature(recorded);
    Keep keep;
    Course course(profile, std::move(wishes), nature, keep);
    FromRecording carrier(recorded);
    one_at_a_time(course, carrier);
    if (auto fault = carrier.fault_at_end())
        return tl::unexpected(std::move(*fault));
    Evidence evidence = course.take_evidence();
    evidence.exchanges = std::move(keep.exchanges);
    evidence.duration = recorded.duration;
    evidence.tls_library = recorded.tls_library;
    evidence.legacy_tls = recorded.legacy_tls;
    return evidence;
}

} // namespace easprobe::drive
