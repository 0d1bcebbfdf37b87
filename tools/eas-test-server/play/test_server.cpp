#include "tools/eas-test-server/play/test_server.h"

#include "tools/eas-test-server/exchange/login.h"
#include "tools/eas-test-server/wire/connection.h"
#include "tools/eas-test-server/wire/listener.h"

#include <fmt/format.h>

namespace easprobe::test_server {

namespace {

/// The machine's clock, or one that starts at the given time and goes on at the same pace, or stands.
std::function<Instant()> clock_from(std::optional<Instant> start, bool stands)
{
    const auto started = std::chrono::steady_clock::now();
    return [start, started, stands]() -> Instant {
        if (!start)
            return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
        if (stands)
            return *start;
        return *start + std::chrono::floor<std::chrono::seconds>(std::chrono::steady_clock::now() - started);
    };
}

} // namespace

struct TestServer::State {
    State(SiteSettings site_settings, std::vector<FaultRule> rules, std::function<Instant()> now,
          TlsContext context, Certificates made)
        : certificates(std::move(made)), tls(std::move(context)), faults(std::move(rules)),
          clock(std::move(now)), site(site_settings, store, log, clock)
    {}

    Shared shared() { return {store, site, faults, log}; }

    Certificates certificates;
    TlsContext tls;
    Store store;
    FaultPlan faults;
    RequestLog log;
    std::function<Instant()> clock;
    Site site;
    std::unique_ptr<Listener> secure;
    std::unique_ptr<Listener> plain;
};

TestServer::TestServer(std::unique_ptr<State> state) : state_(std::move(state)) {}

TestServer::~TestServer()
{
    {
        const std::lock_guard lock(state_->store.mutex);
        state_->store.stopping = true;
    }
    state_->store.changed.notify_all();
    // Both before anything they use goes.
    state_->secure.reset();
    state_->plain.reset();
}

tl::expected<std::unique_ptr<TestServer>, std::string> TestServer::start(ServerSettings settings)
{
    const std::function<Instant()> clock = clock_from(settings.clock, settings.clock_stands);
    auto certificates = settings.own_certificate ? take_certificates(*settings.own_certificate)
                                                 : make_certificates(settings.chain, settings.hosts, clock());
    if (!certificates)
        return tl::unexpected("certificates: " + certificates.error());
    auto tls = TlsContext::create(settings.tls, certificates->sent, certificates->private_key);
    if (!tls)
        return tl::unexpected("TLS: " + tls.error());
    if (settings.site.persona == nullptr)
        settings.site.persona = &personas().front();
    auto state = std::make_unique<State>(settings.site, std::move(settings.faults), clock, std::move(*tls),
                                         std::move(*certificates));
    if (settings.seed)
        state->store.chance.seed(*settings.seed);
    for (UserSettings& user : settings.users)
        state->store.users.emplace(lower_case(user.name),
                                   User{user.name,
                                        user.password,
                                        user.address,
                                        make_mailbox(settings.mailbox, user.address, clock()),
                                        {}});
    State* const raw = state.get();
    auto secure = Listener::open(settings.address, settings.port,
                                 [raw](int socket) { serve_tls(socket, raw->tls, raw->shared()); });
    if (!secure)
        return tl::unexpected(secure.error());
    state->secure = std::move(*secure);
    state->site.set_sync_url(fmt::format("https://{}:{}/Microsoft-Server-ActiveSync", settings.hosts.front(),
                                         state->secure->port()));
    // From here on a destroyed server, not a destroyed state, ends the threads.
    std::unique_ptr<TestServer> server(new TestServer(std::move(state)));
    if (settings.http_port) {
        auto plain = Listener::open(settings.address, *settings.http_port,
                                    [raw](int socket) { serve_plain(socket, raw->shared()); });
        if (!plain)
            return tl::unexpected(plain.error());
        raw->plain = std::move(*plain);
    }
    return server;
}

std::uint16_t TestServer::port() const
{
    return state_->secure->port();
}

std::uint16_t TestServer::http_port() const
{
    return state_->plain == nullptr ? std::uint16_t{0} : state_->plain->port();
}

std::string TestServer::url() const
{
    return fmt::format("https://127.0.0.1:{}/Microsoft-Server-ActiveSync", port());
}

const Certificates& TestServer::certificates() const
{
    return state_->certificates;
}

const RequestLog& TestServer::log() const
{
    return state_->log;
}

std::vector<FaultRule> TestServer::unused_faults() const
{
    return state_->faults.unused();
}

std::string TestServer::mailbox_of(std::string_view user) const
{
    const std::lock_guard lock(state_->store.mutex);
    const auto found = state_->store.users.find(lower_case(user));
    return found == state_->store.users.end() ? std::string() : found->second.mailbox.in_words();
}

bool TestServer::deliver(std::string_view user, const Mail& mail)
{
    const std::lock_guard lock(state_->store.mutex);
    const auto found = state_->store.users.find(lower_case(user));
    if (found == state_->store.users.end())
        return false;
    Folder* const inbox = found->second.mailbox.find_folder_of_type(2);
    if (inbox == nullptr)
        return false;
    found->second.mailbox.deliver(*inbox, mail, state_->clock());
    state_->store.changed.notify_all();
    return true;
}

} // namespace easprobe::test_server
