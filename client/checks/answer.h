#pragma once

#include "client/checks/check.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace easprobe::checks {

/// What became of one request, sorted so that each kind of trouble belongs to exactly one check.
enum class Answer {
    Usable, ///< HTTP 200, and a body that this command may have. Statuses inside of it are still to be read.
    HeldOpen,           ///< We ended it ourselves, as planned.
    OutOfTime,          ///< The run's own deadline or an interruption ended it: nobody's fault.
    Redirect,           ///< 3xx or 451: http.no-redirect.
    BasicNotOffered,    ///< 401 that names no Basic: http.basic-offered.
    CredentialsRefused, ///< 401 that does: http.credentials-accepted.
    PolicyDemanded,     ///< 449: the phone provisions and asks again.
    LoginForm,          ///< A page for people to log in with: http.no-forms-login.
    TokenLogin,         ///< The same for a one-time code: http.no-token-login.
    MethodRefused,      ///< OPTIONS turned away by a filter: http.options-not-filtered.
    ServiceUnavailable, ///< 502, 503, 504: http.service-available.
    AccountBlocked,     ///< 456, 457: http.account-not-blocked.
    MailboxFull,        ///< 507: http.mailbox-has-room.
    Coded,              ///< 200 with a content coding that nobody asked for: http.no-content-coding.
    HttpError,          ///< Any other status, and any at all to Ping: the check for the command's purpose.
    NotHttp,            ///< http.reply-readable.
    Unreadable, ///< Cut short, of the wrong type, not WBXML, or nothing at all: the phase's reply-readable.
};

/// As Case::answer says it, which keeps it.
Answer answer_of(const Exchange& exchange, const Evidence& evidence);

/// Why the body of a 200 cannot be read for its command: empty, not WBXML, or WBXML that lacks what the
/// command's reply must have. Nothing when it can be read.
std::optional<std::string> unreadable_reply(const Exchange& exchange);

/// The status in words: "HTTP 500 (Internal Server Error)", "the connection was closed after 37 bytes of the
/// body". Harmless text.
std::string describe_answer(const Exchange& exchange);

/// What the phone shows for it ("0x85010014"); empty where nothing is known.
std::string support_code_of(const Exchange& exchange);

/// What an administrator does about this HTTP status, and about what its page says; empty where nothing
/// particular is known.
std::string remedy_of(const Exchange& exchange);

/// The command's name, or "OPTIONS".
std::string name_of(const Exchange& exchange);

/// What was seen, its exchange, support code and remedy; the rest is the caller's.
Finding bad_answer(const Exchange& exchange, std::string expected);

/// The handset's own exchanges of one phase, in order; probes are not among them. For the phase of
/// Autodiscover see client/checks/autodiscover/attempts.h.
std::vector<const Exchange*> exchanges_of(const Case& given, Phase phase);

/// The handset's own exchanges with the server that it syncs with, in order: Autodiscover talks to others.
std::vector<const Exchange*> handset_exchanges(const Case& given);

/// The first of the handset's exchanges of this phase that ended so; null when none did.
const Exchange* first_with(const Case& given, Phase phase, Answer answer);

/// The judge's question of that name; null when it was not asked.
const Exchange* find_probe(const Case& given, Probe probe);

} // namespace easprobe::checks
