#include "client/run/server_search.h"

#include "client/evidence/target.h"
#include "protocol/eas/autodiscover.h"
#include "protocol/text/ascii.h"
#include "protocol/text/mail_address.h"

#include <algorithm>
#include <fmt/format.h>
#include <set>
#include <utility>

namespace easprobe {

namespace {

constexpr int most_redirects = 10;

/// An answer of Autodiscover is a few hundred bytes.
constexpr std::size_t largest_answer = 256UL * 1024;

bool is_followed(int status)
{
    return status == 301 || status == 302 || status == 307;
}

/// Where a redirect points, if a handset goes there: SSL alone.
std::optional<Target> target_of_redirect(const http::Response& response)
{
    const std::string* location = http::find(response.headers, "Location");
    if (!is_followed(response.status) || location == nullptr || !to_lower(*location).starts_with("https://"))
        return std::nullopt;
    const auto target = parse_target("https://" + location->substr(8));
    return target ? std::optional(*target) : std::nullopt;
}

std::string host_header(const transport::Origin& origin)
{
    const std::uint16_t usual_port = origin.scheme == transport::Scheme::Https ? 443 : 80;
    return origin.port == usual_port ? origin.host : fmt::format("{}:{}", origin.host, origin.port);
}

bool is_within(const std::string& host, const std::string& domain)
{
    return equal_ignoring_case(host, domain) || to_lower(host).ends_with("." + to_lower(domain));
}

} // namespace

std::string domain_of(const std::string& address)
{
    return address.substr(address.rfind('@') + 1);
}

struct ServerSearch::State {
    const HandsetProfile& profile;
    std::string address;
    SearchPorts ports;
    int next_place = 0; ///< Of the three, for the address.
    int redirects = 0;
    std::set<std::string> asked; ///< Redirected to already.
    std::string url;
    bool led_in_clear = false; ///< A redirect came in clear, where anybody on the way can write it.
    std::string withheld_from; ///< The host that was asked last, if it is not to have the password.

    transport::Sending question(transport::Scheme scheme, Target host, const std::string& path) const;
    SearchStep ask_next_place();
    SearchStep ask_at(const Target& target);
    SearchStep end_without_password() const;
    SearchStep begin_again(const std::string& other);
    SearchStep take(const eas::AutodiscoverReply& reply);
};

transport::Sending ServerSearch::State::question(transport::Scheme scheme, Target host,
                                                 const std::string& path) const
{
    const bool secure = scheme == transport::Scheme::Https;
    transport::Sending question;
    question.origin = {scheme, std::move(host.host), host.port};
    question.apart = true;
    question.most_bytes = largest_answer;
    http::Request& request = question.request;
    request.method = secure ? "POST" : "GET";
    request.target = path;
    if (secure)
        request.body = eas::make_autodiscover(address);
    const auto value_of = [&](const std::string& name) -> std::optional<std::string> {
        if (equal_ignoring_case(name, "Accept-Language"))
            return profile.identity.accept_language;
        if (equal_ignoring_case(name, "User-Agent"))
            return profile.identity.user_agent;
        if (equal_ignoring_case(name, "Host"))
            return host_header(question.origin);
        if (equal_ignoring_case(name, "Connection"))
            return "Keep-Alive";
        if (equal_ignoring_case(name, "Cache-Control"))
            return "no-cache";
        if (equal_ignoring_case(name, "Content-Type") && secure)
            return "text/xml";
        if (equal_ignoring_case(name, "Content-Length") && secure)
            return std::to_string(request.body.size());
        if (equal_ignoring_case(name, "Authorization") && secure && withheld_from.empty())
            return std::string(http::removed_credentials);
        return std::nullopt;
    };
    for (const std::string& name : profile.request.header_order)
        if (const auto value = value_of(name))
            request.headers.push_back({name, *value});
    return question;
}

SearchStep ServerSearch::State::ask_next_place()
{
    const std::string domain = domain_of(address);
    const std::string path(eas::autodiscover_path);
    withheld_from.clear();
    switch (next_place++) {
    case 0:
        return question(transport::Scheme::Https, Target{domain, ports.https, {}}, path);
    case 1:
        return question(transport::Scheme::Https, Target{"autodiscover." + domain, ports.https, {}}, path);
    case 2:
        return question(transport::Scheme::Http, Target{"autodiscover." + domain, ports.http, {}}, path);
    default:
        return Ending{Ending::Kind::Blocked, Phase::Autodiscover, "no host names a server for " + address};
    }
}

SearchStep ServerSearch::State::ask_at(const Target& target)
{
    const std::string place = fmt::format("{}:{}{}", to_lower(target.host), target.port, target.path);
    if (++redirects > most_redirects || !asked.insert(place).second)
        return ask_next_place();
    // Whoever controls the network can write a redirect in clear and have a certificate for his own host.
    withheld_from = led_in_clear && !is_within(target.host, domain_of(address)) ? target.host : std::string();
    return question(transport::Scheme::Https, target, target.path);
}

SearchStep ServerSearch::State::end_without_password() const
{
    return Ending{
        Ending::Kind::Blocked, Phase::Autodiscover,
        fmt::format("a redirect in clear led to {}, so the password was not sent there", withheld_from)};
}

SearchStep ServerSearch::State::begin_again(const std::string& other)
{
    const auto readable = parse_address(other);
    if (++redirects > most_redirects || !readable || !asked.insert(to_lower(*readable)).second)
        return ask_next_place();
    address = *readable;
    next_place = 0;
    return ask_next_place();
}

SearchStep ServerSearch::State::take(const eas::AutodiscoverReply& reply)
{
    if (reply.error)
        return ask_next_place();
    if (reply.url.empty())
        return begin_again(reply.redirect_address);
    url = reply.url;
    constexpr std::string_view https = "https://";
    if (to_lower(url).starts_with(https))
        if (auto target = parse_target(std::string(https) + url.substr(https.size())))
            return *target;
    return Ending{Ending::Kind::Blocked, Phase::Autodiscover,
                  "the address that was found is none a handset could sync with"};
}

ServerSearch::ServerSearch(const HandsetProfile& profile, std::string address, SearchPorts ports)
    : state_(std::make_unique<State>(State{profile, std::move(address), ports, 0, 0, {}, {}, false, {}}))
{
    state_->asked.insert(to_lower(state_->address));
}

ServerSearch::~ServerSearch() = default;
ServerSearch::ServerSearch(ServerSearch&&) noexcept = default;

const std::string& ServerSearch::url() const
{
    return state_->url;
}

SearchStep ServerSearch::first()
{
    return state_->ask_next_place();
}

SearchStep ServerSearch::next(const Exchange& last)
{
    if (const TransportFailure* failure = last.failure()) {
        if (failure->kind == TransportFailure::Kind::DeadlineReached)
            return Ending{Ending::Kind::DeadlineReached, Phase::Autodiscover,
                          "the run's time was up: " + failure->detail};
        if (failure->kind == TransportFailure::Kind::Interrupted)
            return Ending{Ending::Kind::Interrupted, Phase::Autodiscover, failure->detail};
    }
    const http::Response* response = last.response();
    if (response == nullptr)
        return state_->ask_next_place();
    if (const auto elsewhere = target_of_redirect(*response)) {
        state_->led_in_clear = state_->led_in_clear || last.request.method == "GET";
        return state_->ask_at(*elsewhere);
    }
    const bool withheld = !state_->withheld_from.empty();
    if (response->status == 401 && withheld)
        return state_->end_without_password();
    if (response->status == 200 && last.request.method == "POST")
        if (const auto reply = eas::read_autodiscover(response->body))
            // What it names would get the password next.
            return withheld ? state_->end_without_password() : state_->take(*reply);
    return state_->ask_next_place();
}

} // namespace easprobe
