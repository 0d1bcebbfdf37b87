#include "client/checks/case.h"

#include "client/checks/answer.h"
#include "client/checks/autodiscover/attempts.h"
#include "client/checks/ping/pings.h"
#include "client/checks/reach.h"
#include "client/checks/sync/rounds.h"

#include <map>
#include <optional>

namespace easprobe::checks {

struct Case::Derived {
    std::optional<trust::DevicePath> path;
    std::map<const Exchange*, Answer> answers;
    std::map<Phase, PhaseReach> reach;
    std::optional<std::vector<sync::Round>> rounds;
    std::optional<std::vector<ping::Held>> pings;
    std::optional<std::vector<autodiscover::Attempt>> attempts;
};

namespace {

/// What is there already, or what `derive` makes of it now.
template <typename Value, typename Derive>
const Value& derived_once(std::optional<Value>& kept, Derive derive)
{
    if (!kept)
        kept.emplace(derive());
    return *kept;
}

template <typename Key, typename Value, typename Derive>
const Value& derived_once(std::map<Key, Value>& kept, const Key& key, Derive derive)
{
    const auto found = kept.find(key);
    return found != kept.end() ? found->second : kept.emplace(key, derive()).first->second;
}

} // namespace

Case::Case(const Evidence& given_evidence, const HandsetProfile& given_handset)
    : evidence(given_evidence), handset(given_handset), derived_(std::make_unique<Derived>())
{}

Case::~Case() = default;

const trust::DevicePath& Case::path() const
{
    return derived_once(derived_->path, [this] {
        const std::string& host = evidence.target.host;
        if (evidence.offline && !evidence.offline->request.empty())
            return trust::judge_request(evidence.offline->request, host, handset);
        return trust::build_device_path(evidence.connection.chain, host, handset, evidence.circumstances);
    });
}

Answer Case::answer(const Exchange& exchange) const
{
    return derived_once(derived_->answers, &exchange, [&] { return answer_of(exchange, evidence); });
}

const PhaseReach& Case::reach(Phase phase) const
{
    return derived_once(derived_->reach, phase, [&] { return reach_of(*this, phase); });
}

const std::vector<sync::Round>& Case::rounds() const
{
    return derived_once(derived_->rounds, [this] { return sync::rounds_of(*this); });
}

const std::vector<ping::Held>& Case::pings() const
{
    return derived_once(derived_->pings, [this] { return ping::pings_of(*this); });
}

const std::vector<autodiscover::Attempt>& Case::attempts() const
{
    return derived_once(derived_->attempts, [this] { return autodiscover::attempts_of(*this); });
}

} // namespace easprobe::checks
