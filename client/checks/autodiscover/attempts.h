#pragma once

#include "client/checks/case.h"
#include "client/checks/proof.h"
#include "protocol/eas/autodiscover.h"

#include <optional>
#include <string>
#include <vector>

namespace easprobe::checks::autodiscover {

/// What became of one question of Autodiscover.
enum class AttemptKind {
    Settings,    ///< It names an address for syncing.
    ElsewhereTo, ///< It sends the handset elsewhere, to a host or an e-mail address.
    Error,       ///< An answer of Autodiscover that it cannot say.
    Unreadable,  ///< XML, by its type or its first bytes, and no answer of Autodiscover.
    Unauthorized,
    PasswordWithheld, ///< A host that a redirect in clear led to, and that was asked without the password.
    OtherAnswer,      ///< Any other answer over HTTP.
    OffNetwork,       ///< The name leads nowhere or nobody listens, as seen from here.
    NoAnswer,         ///< A connection, and no answer.
    NotAsked,         ///< A failure of ours, which says nothing of the host.
};

struct Attempt {
    const Exchange* exchange = nullptr;
    AttemptKind kind = AttemptKind::NoAnswer;
    std::optional<eas::AutodiscoverReply> reply;
    std::string what; ///< In words, to be put behind the address that was asked; harmless.
};

/// In the order asked.
std::vector<Attempt> attempts_of(const Case& given);

/// Each with the address that was asked, as parts of one sentence.
std::string describe(const std::vector<Attempt>& attempts);

/// Their exchanges.
std::vector<Proof> proofs_in(const std::vector<Attempt>& attempts);

} // namespace easprobe::checks::autodiscover
