#pragma once

#include "client/evidence/evidence.h"
#include "client/handset/profile.h"
#include "client/trust/device_path.h"

#include <memory>
#include <vector>

namespace easprobe::checks {

enum class Answer;
struct PhaseReach;
namespace sync {
struct Round;
}
namespace ping {
struct Held;
}
namespace autodiscover {
struct Attempt;
}

/// What is judged: the evidence and the handset, with what follows from them. Made once for a report and read
/// by every check; whatever is costly is derived when it is first asked for, and belongs to this case alone.
/// @note Not for several threads at once.
class Case {
  public:
    /// @param given_evidence, given_handset Outlive this.
    Case(const Evidence& given_evidence, const HandsetProfile& given_handset);
    ~Case();
    Case(const Case&) = delete;
    Case& operator=(const Case&) = delete;

    const Evidence& evidence;
    const HandsetProfile& handset;

    /// The path that the handset builds from the chain, or what can be said of a request.
    const trust::DevicePath& path() const;
    /// What became of the request.
    Answer answer(const Exchange& exchange) const;
    /// How far the evidence goes.
    const PhaseReach& reach(Phase phase) const;
    /// The handset's Syncs, in order.
    const std::vector<sync::Round>& rounds() const;
    /// The handset's Pings, in order.
    const std::vector<ping::Held>& pings() const;
    /// The questions of Autodiscover, in order.
    const std::vector<autodiscover::Attempt>& attempts() const;

  private:
    struct Derived;
    std::unique_ptr<Derived> derived_;
};

} // namespace easprobe::checks
