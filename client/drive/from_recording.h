#pragma once

#include "client/drive/one_at_a_time.h"

#include <cstddef>
#include <optional>
#include <string>
#include <tl/expected.hpp>

namespace easprobe::drive {

/// Answers as a recording says, in its order: the handset meets the same server again without a network. The
/// first thing that the recording does not have next is an answer without content, and a fault.
class FromRecording final : public Carrier {
  public:
    /// @param recorded Outlives this.
    explicit FromRecording(const Evidence& recorded) : recorded_(recorded) {}

    HelloProbe hello(const AskHello& ask) override;
    Exchange exchange(const transport::Sending& sending) override;
    const Connection& connection() const override;

    /// What was asked for and what the recording has there, both named; nothing where all agreed so far.
    const std::optional<std::string>& fault() const { return fault_; }
    /// The same at the end of the run, where the recording may have more.
    std::optional<std::string> fault_at_end() const;

  private:
    void complain(const std::string& asked, const std::string& recorded);

    const Evidence& recorded_;
    std::size_t hellos_ = 0;    ///< Asked so far.
    std::size_t exchanges_ = 0; ///< Asked so far.
    std::optional<std::string> fault_;
};

/// Drives a run again from what was recorded of it: search, hellos, session. It says the same as the
/// recording, or else, as an error, what it asked for otherwise.
/// @param wishes As of the recorded run; its mark, where it had none, is found in no recording.
tl::expected<Evidence, std::string> driven_again(const Evidence& recorded, const HandsetProfile& profile,
                                                 Wishes wishes);

} // namespace easprobe::drive
