// What bounds a run that the server would go on with for ever.
#include "client/session/drive.h"
#include "client/verdict/verdict.h"
#include "tests/rig/replies.h"
#include "tests/rig/source_dir.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

using namespace easprobe;

namespace {

constexpr std::size_t mebibyte = 1024UL * 1024;

/// Says with every Sync that there is more, and sends a mebibyte of text with it.
class FloodingServer final : public transport::Transport {
  public:
    Exchange perform(const transport::Sending& sending) override
    {
        Exchange exchange;
        exchange.request = sending.request;
        exchange.url = "https://eas.example.test" + sending.request.target;
        exchange.ended = http::Response{};
        interpret(exchange);
        exchange.ended = answer_to(exchange.command);
        return exchange;
    }
    const Connection& connection() const override { return connection_; }

  private:
    http::Response answer_to(std::optional<eas::Command> command)
    {
        if (!command)
            return rig::options_of("2.5");
        if (command == eas::Command::FolderSync)
            return rig::reply(rig::inbox_alone);
        if (command == eas::Command::GetItemEstimate)
            return rig::reply(rig::one_item);
        ++syncs_;
        const std::string mail = fmt::format(
            "<MoreAvailable/><Commands><Add><ServerId>5:{}</ServerId><ApplicationData><email:Body>{}"
            "</email:Body></ApplicationData></Add></Commands>",
            syncs_, std::string(mebibyte, 'x'));
        return rig::reply(rig::sync_answer(1, fmt::format("k{}", syncs_), mail));
    }

    Connection connection_;
    int syncs_ = 0;
};

} // namespace

TEST_CASE("a server that floods the phone is left after as much as a recording can hold")
{
    const auto profile = read_profile(rig::source_dir() / "emulator-profiles/handsets/wm61-professional.xml");
    REQUIRE(profile.has_value());
    Target target;
    target.host = "eas.example.test";
    session::Options options;
    options.device_id = "0123456789ABCDEF0123456789ABCDEF";
    options.ping = false;
    session::HandsetSession phone(*profile, target, {"alice", ""}, options);
    FloodingServer server;
    Evidence evidence;
    evidence.target = target;
    session::drive(phone, server, evidence);
    std::size_t received = 0;
    for (const Exchange& exchange : evidence.exchanges)
        received += exchange.response()->body.size();
    CHECK(received > session::most_bytes_received);
    CHECK(received < session::most_bytes_received + 2 * mebibyte);
    CHECK(evidence.ending.kind == Ending::Kind::Blocked);
    CHECK(evidence.ending.phase == Phase::Sync);
    CHECK(evidence.ending.reason == "more than 64 MiB came, which is more than a handset has room for");
}
