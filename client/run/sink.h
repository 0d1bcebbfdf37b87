#pragma once

#include "client/evidence/exchange.h"

#include <cstddef>
#include <functional>
#include <map>
#include <utility>
#include <vector>

namespace easprobe {

/// What becomes of the exchanges of a run. The run itself needs none but the last one.
class Sink {
  public:
    virtual ~Sink() = default;
    /// Numbered, interpreted, without credentials.
    virtual void take(Exchange exchange) = 0;
};

/// Called after each exchange, for those who watch.
using Watcher = std::function<void(const Exchange&)>;

/// Keeps all of them, whole and decoded, for the checks.
class Keep final : public Sink {
  public:
    explicit Keep(Watcher watcher = {}) : watcher_(std::move(watcher)) {}

    void take(Exchange exchange) override;

    /// In the order sent.
    std::vector<Exchange> exchanges;

  private:
    Watcher watcher_;
};

/// Counts them and keeps none, for many handsets at once.
class Tally final : public Sink {
  public:
    void take(Exchange exchange) override;

    std::size_t exchanges = 0;
    std::size_t bytes_received = 0;       ///< Of bodies.
    std::map<int, std::size_t> responses; ///< By HTTP status.
    std::size_t held = 0;                 ///< Ended by us, as planned.
    std::map<TransportFailure::Kind, std::size_t> failures;
};

} // namespace easprobe
