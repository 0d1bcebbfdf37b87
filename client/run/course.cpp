#include "client/run/course.h"

#include "client/evidence/redaction.h"
#include "client/run/hello_plan.h"
#include "client/session/login.h"
#include "client/trust/device_path.h"

#include <algorithm>
#include <fmt/format.h>

namespace easprobe {

namespace {

/// Unlike any other run's, so that nothing else is ever taken for what this one has made.
std::string new_mark(TimeAndChance& nature)
{
    const std::uint32_t high = nature.random();
    const std::uint32_t low = nature.random();
    return fmt::format("{:08x}{:08x}", high, low);
}

/// Seconds since 1970 in the first four bytes, chance in the others (RFC 2246 7.4.1.2).
void fill_random(tls::ClientHello& hello, TimeAndChance& nature)
{
    std::ranges::generate(hello.random, [&] { return static_cast<std::uint8_t>(nature.random()); });
    const auto seconds = std::chrono::floor<std::chrono::seconds>(nature.now()).time_since_epoch().count();
    for (std::size_t i = 0; i < 4; ++i)
        hello.random.at(i) = static_cast<std::uint8_t>(seconds >> (24 - 8 * i));
}

/// All of it may be kept, whole and decoded, and has to fit a recording that can be read again; a handset of
/// the time had less memory than this altogether.
Ending outgrown(const Exchange& last)
{
    return {Ending::Kind::Blocked, last.phase(),
            fmt::format("more than {} MiB came, which is more than a handset has room for",
                        most_bytes_received / 1024 / 1024)};
}

bool ends_before(const std::optional<Phase>& until, Phase phase)
{
    return until && *until <= phase;
}

} // namespace

Course::Course(const HandsetProfile& profile, Wishes wishes, TimeAndChance& nature, Sink& sink)
    : profile_(profile), nature_(nature), sink_(sink), begin_(nature.steady()), wishes_(std::move(wishes))
{
    evidence_.target = wishes_.target;
    evidence_.profile = profile.id;
    evidence_.started = nature.now();
    evidence_.circumstances = std::move(wishes_.circumstances);
    evidence_.circumstances.login = session::basic_user(wishes_.account);
    if (wishes_.address.empty())
        meet_server();
    else
        begin_search();
}

Evidence Course::take_evidence()
{
    evidence_.duration = std::chrono::duration_cast<Milliseconds>(nature_.steady() - begin_);
    return std::move(evidence_);
}

bool Course::likes(const std::vector<std::string>& chain, const std::string& host)
{
    if (!opinion_ || opinion_->host != host || opinion_->chain != chain)
        opinion_.emplace(
            Opinion{host, chain, trust::handset_accepts(chain, host, profile_, evidence_.circumstances)});
    return opinion_->likes;
}

bool Course::accepts(const std::vector<std::string>& chain)
{
    const auto* const sending = std::get_if<transport::Sending>(&ask_);
    const bool presses_on = stage_ != Stage::Search && evidence_.circumstances.press_on;
    return sending != nullptr && (presses_on || likes(chain, sending->origin.host));
}

void Course::end(Ending ending)
{
    evidence_.ending = ending;
    ask_ = session::Done{std::move(ending)};
}

// The search for the server, where it is not named.

void Course::begin_search()
{
    evidence_.target = Target{domain_of(wishes_.address)};
    evidence_.discovery.emplace().address = wishes_.address;
    if (!profile_.autodiscover.used)
        return end({Ending::Kind::Blocked, Phase::Autodiscover,
                    "this handset has no Autodiscover; its owner enters the name of the server"});
    search_.emplace(profile_, wishes_.address, wishes_.search_ports);
    go_on_with_search(search_->first());
}

void Course::go_on_with_search(SearchStep step)
{
    evidence_.discovery->url = search_->url();
    if (auto* const question = std::get_if<transport::Sending>(&step)) {
        ask_ = std::move(*question);
    } else if (auto* const ending = std::get_if<Ending>(&step)) {
        end(std::move(*ending));
    } else {
        evidence_.target = std::get<Target>(std::move(step));
        if (evidence_.circumstances.until == Phase::Autodiscover)
            end({Ending::Kind::StoppedAsAsked, Phase::Autodiscover, "asked to stop here"});
        else
            meet_server();
    }
}

// From the hello on, with the server named. What the handset's own hello meets is the first step; others
// follow where it is not answered, and at the very end where the chain does not please: that one may be meant
// for who asks by no name.

void Course::meet_server()
{
    stage_ = Stage::FirstHellos;
    ask_next_hello();
}

void Course::ask_next_hello()
{
    const std::string& host = evidence_.target.host;
    const bool judged = stage_ == Stage::LastHellos;
    auto question = next_hello(profile_.hello, host, evidence_.hellos,
                               [&](const auto& chain) { return !judged || likes(chain, host); });
    if (question) {
        fill_random(question->hello, nature_);
        ask_ = AskHello{transport::origin_of(evidence_.target), std::move(question->name),
                        std::move(question->hello)};
        return;
    }
    if (judged)
        finish();
    else
        after_first_hellos();
}

void Course::finish()
{
    // A certificate that any hello brought to light is judged, even if the handshake can never be completed.
    for (const HelloProbe& probe : evidence_.hellos)
        if (evidence_.connection.chain.empty())
            evidence_.connection.chain = probe.flight.chain;
    end(evidence_.ending);
}

void Course::told(HelloProbe probe, const Connection& connection)
{
    if (stage_ == Stage::FirstHellos) {
        Connection& known = evidence_.connection;
        known.name_resolved |= connection.name_resolved;
        known.connected |= connection.connected;
        if (!connection.address.empty())
            known.address = connection.address;
    }
    evidence_.hellos.push_back(std::move(probe));
    ask_next_hello();
}

void Course::after_first_hellos()
{
    const bool answered = evidence_.hellos.front().answered();
    const std::optional<Phase> until = evidence_.circumstances.until;
    if (answered && ends_before(until, Phase::Hello))
        go_on_with_session(session::Done{{Ending::Kind::StoppedAsAsked, until, "stopped as asked"}});
    else if (answered || (evidence_.circumstances.press_on && evidence_.connection.connected))
        begin_session();
    else
        end_at_hello();
}

/// The phone gets no further than its hello.
void Course::end_at_hello()
{
    using Kind = TransportFailure::Kind;
    const HelloProbe& own = evidence_.hellos.front();
    Connection& connection = evidence_.connection;
    connection.failure =
        own.failure.value_or(TransportFailure{Kind::TlsFailed, "the server did not agree to the hello", {}});
    connection.first_bytes = own.received.substr(0, 5);
    if (own.flight.alert)
        connection.alert = own.flight.alert->description;
    const Kind kind = connection.failure->kind;
    go_on_with_session(
        session::Done{{kind == Kind::Interrupted       ? Ending::Kind::Interrupted
                       : kind == Kind::DeadlineReached ? Ending::Kind::DeadlineReached
                                                       : Ending::Kind::Blocked,
                       connection.connected ? Phase::Hello : Phase::Connect, connection.failure->detail}});
}

// The session.

void Course::begin_session()
{
    stage_ = Stage::Session;
    if (wishes_.options.mark.empty())
        wishes_.options.mark = new_mark(nature_);
    session_.emplace(profile_, evidence_.target, wishes_.account, evidence_.circumstances, wishes_.options);
    go_on_with_session(session_->first());
}

void Course::go_on_with_session(session::Action action)
{
    if (auto* const sending = std::get_if<transport::Sending>(&action)) {
        ask_ = std::move(*sending);
        return;
    }
    evidence_.ending = std::get<session::Done>(std::move(action)).ending;
    if (session_) {
        evidence_.version = session_->version();
        evidence_.left_behind = session_->left_behind();
    }
    stage_ = Stage::LastHellos;
    const bool asks_more =
        evidence_.hellos.front().answered() && evidence_.ending.kind != Ending::Kind::Interrupted;
    if (asks_more)
        ask_next_hello();
    else
        finish();
}

session::Action Course::answer_to(const Exchange& exchange, bool clean_up)
{
    std::size_t& received = clean_up ? received_clearing_ : received_;
    received += bytes_of_answer(exchange);
    return received > (clean_up ? most_bytes_clearing : most_bytes_received)
               ? session_->end(outgrown(exchange))
               : session_->next(exchange);
}

void Course::told(Exchange exchange, const Connection& connection)
{
    const auto& sending = std::get<transport::Sending>(ask_);
    exchange.number = ++exchanges_;
    interpret(exchange);
    redact(exchange);
    if (stage_ == Stage::Search) {
        evidence_.discovery->steps.push_back({exchange.number, connection});
        go_on_with_search(search_->next(exchange));
    } else {
        if (sending.origin == transport::origin_of(evidence_.target))
            evidence_.connection = connection;
        go_on_with_session(answer_to(exchange, sending.clean_up));
    }
    sink_.take(std::move(exchange));
}

} // namespace easprobe
