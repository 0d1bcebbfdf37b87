#pragma once

#include "tools/eas-test-server/exchange/site.h"
#include "tools/eas-test-server/mailbox/mailbox.h"
#include "tools/eas-test-server/play/certificate_authority.h"
#include "tools/eas-test-server/play/fault.h"
#include "tools/eas-test-server/play/own_certificate.h"
#include "tools/eas-test-server/play/request_log.h"
#include "tools/eas-test-server/wire/stream.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

namespace easprobe::test_server {

/// Somebody who may log in.
struct UserSettings {
    std::string name;
    std::string password;
    std::string address; ///< SMTP.
};

/// Everything about a server before it starts.
struct ServerSettings {
    std::string address = "127.0.0.1";      ///< To listen on, numeric IPv4.
    std::uint16_t port = 0;                 ///< HTTPS; 0 takes a free one.
    std::optional<std::uint16_t> http_port; ///< Plain HTTP; absent: none.
    std::vector<std::string> hosts = {"eas.example.test", "localhost", "127.0.0.1"}; ///< In the certificate.
    Chain chain = Chain::Good;
    std::optional<OwnCertificate> own_certificate; ///< Shown instead of one the server makes.
    TlsOffer tls = TlsOffer::Handset;
    SiteSettings site; ///< Without a persona: Exchange 2007 SP1.
    MailboxSeed mailbox;
    std::vector<UserSettings> users = {{"alice", "password", "alice@example.test"},
                                       {"bob", "password", "bob@example.test"}};
    std::vector<FaultRule> faults;
    std::optional<Instant> clock;      ///< What time it is when the server starts; absent: the machine's.
    bool clock_stands = false;         ///< And stays so.
    std::optional<std::uint32_t> seed; ///< Of the keys that it gives out; absent: other ones each time.
};

/// A small simulated Exchange server with a certificate authority of its own. It runs from start() until it
/// is destroyed, which ends every connection and leaves nothing behind.
class TestServer {
  public:
    /// The error says what failed, in words.
    static tl::expected<std::unique_ptr<TestServer>, std::string> start(ServerSettings settings);
    ~TestServer();
    TestServer(const TestServer&) = delete;
    TestServer& operator=(const TestServer&) = delete;

    std::uint16_t port() const;
    /// 0 where there is no plain listener.
    std::uint16_t http_port() const;
    /// "https://127.0.0.1:PORT/Microsoft-Server-ActiveSync".
    std::string url() const;
    const Certificates& certificates() const;

    const RequestLog& log() const;
    /// Faults that no request has met.
    std::vector<FaultRule> unused_faults() const;

    /// The user's mailbox in words, to be compared; empty where there is no such user.
    std::string mailbox_of(std::string_view user) const;

    /// Puts a mail into the Inbox of a user; a Ping that waits for it wakes. False where there is no such
    /// user or no Inbox.
    bool deliver(std::string_view user, const Mail& mail);

  private:
    struct State;
    explicit TestServer(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

} // namespace easprobe::test_server
