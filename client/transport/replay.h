#pragma once

#include "client/transport/transport.h"

#include <cstddef>

namespace easprobe::transport {

/// Answers as a recording says, in its order: the session meets the same server again without a network. A
/// request that the recording does not hold next ends as a failure of kind Other that names both, so that a
/// session which behaves otherwise than the recorded one shows at once. The search for the server, which
/// comes before the session, is left out.
class Replay final : public Transport {
  public:
    /// @param recorded Outlives this.
    explicit Replay(const Evidence& recorded);

    Exchange perform(const Sending& sending) override;
    const Connection& connection() const override;

  private:
    const Evidence& recorded_;
    std::size_t next_ = 0;
};

} // namespace easprobe::transport
